/** What the rooms around the loop work with. */
@NullMarked
package dev.berth.reconcile.deps;

import org.jspecify.annotations.NullMarked;
