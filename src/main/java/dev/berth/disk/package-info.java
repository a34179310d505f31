/** Paths of this machine: where they really lead, and what lies in which tree. */
@NullMarked
package dev.berth.disk;

import org.jspecify.annotations.NullMarked;
