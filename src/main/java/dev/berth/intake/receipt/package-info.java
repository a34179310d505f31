/** What became of a request, on which condition it goes on, and when it is tried again. */
@NullMarked
package dev.berth.intake.receipt;

import org.jspecify.annotations.NullMarked;
