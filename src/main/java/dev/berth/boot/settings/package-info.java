/** What an operator can set, and whether it means anything. */
@NullMarked
package dev.berth.boot.settings;

import org.jspecify.annotations.NullMarked;
