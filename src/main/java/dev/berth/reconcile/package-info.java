/** The loop: queue, passes, executor, back-off; makes true what is wanted. */
@NullMarked
package dev.berth.reconcile;

import org.jspecify.annotations.NullMarked;
