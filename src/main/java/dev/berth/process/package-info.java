/**
 * Programs of this machine that Berth runs: fed, read and bounded in one place. A leaf room that
 * adapters use; it imports nothing of Berth.
 */
@NullMarked
package dev.berth.process;

import org.jspecify.annotations.NullMarked;
