/**
 * Faults of the surroundings, told by their causes: a full disk, a damaged or closed database, a
 * setting that cannot be.
 */
@NullMarked
package dev.berth.fault;

import org.jspecify.annotations.NullMarked;
