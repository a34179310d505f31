/**
 * Several engines: each has a loop of its own, and whoever asks about an app is led to the loop
 * that keeps it. Begin with {@link dev.berth.fleet.Fleet}.
 */
@NullMarked
package dev.berth.fleet;

import org.jspecify.annotations.NullMarked;
