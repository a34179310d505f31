/**
 * One pass over one app: look, plan, do, look again, tell; and what is remembered from pass to
 * pass.
 */
@NullMarked
package dev.berth.reconcile.pass;

import org.jspecify.annotations.NullMarked;
