/** Whether containers do their work: asked many times a second while they start, rarely later. */
@NullMarked
package dev.berth.reconcile.probe;

import org.jspecify.annotations.NullMarked;
