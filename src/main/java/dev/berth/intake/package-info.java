/** The one way in: apply, remove, find, stop and start; receipts. */
@NullMarked
package dev.berth.intake;

import org.jspecify.annotations.NullMarked;
