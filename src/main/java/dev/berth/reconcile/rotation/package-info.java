/**
 * How holders of fixed ports are talked to: what they say becomes part of the snapshot, and what is
 * planned for them is told to them.
 */
@NullMarked
package dev.berth.reconcile.rotation;

import org.jspecify.annotations.NullMarked;
