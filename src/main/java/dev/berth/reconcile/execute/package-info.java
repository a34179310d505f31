/** What a plan says is done here, each action by its one call of the engine. */
@NullMarked
package dev.berth.reconcile.execute;

import org.jspecify.annotations.NullMarked;
