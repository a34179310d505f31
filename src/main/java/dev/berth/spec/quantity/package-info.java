/** The one parser of durations and sizes, for every spelling and every door. */
@NullMarked
package dev.berth.spec.quantity;

import org.jspecify.annotations.NullMarked;
