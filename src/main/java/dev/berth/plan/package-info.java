/**
 * What to do: blueprints, causes, actions and the planner, a pure function of what is wanted, what
 * is there, and the time.
 */
@NullMarked
package dev.berth.plan;

import org.jspecify.annotations.NullMarked;
