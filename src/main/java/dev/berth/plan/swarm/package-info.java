/** What to do on a Swarm: begin with {@link dev.berth.plan.swarm.SwarmPlanner}. */
@NullMarked
package dev.berth.plan.swarm;

import org.jspecify.annotations.NullMarked;
