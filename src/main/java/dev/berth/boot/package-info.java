/** Wires everything: settings, producers, start and stop, commands. */
@NullMarked
package dev.berth.boot;

import org.jspecify.annotations.NullMarked;
