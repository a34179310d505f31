/**
 * Engines that hand calls on to another and see to it that something holds: policy, secrets, time,
 * Berth's own home.
 */
@NullMarked
package dev.berth.engine.guard;

import org.jspecify.annotations.NullMarked;
