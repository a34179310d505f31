/** What to tell: phases, conditions, reasons and history, made in one place. */
@NullMarked
package dev.berth.status;

import org.jspecify.annotations.NullMarked;
