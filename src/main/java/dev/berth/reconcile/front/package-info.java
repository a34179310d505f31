/**
 * The front door as an app: declared by Berth itself, from the names that all other apps ask for.
 */
@NullMarked
package dev.berth.reconcile.front;

import org.jspecify.annotations.NullMarked;
