/** The commands of berth that need Java and no server. */
@NullMarked
package dev.berth.boot.cli;

import org.jspecify.annotations.NullMarked;
