/** The read side: everything declared, looked up, listed, shown and followed. */
@NullMarked
package dev.berth.intake.read;

import org.jspecify.annotations.NullMarked;
