/** The loop over a Swarm: begin with {@link dev.berth.reconcile.swarm.SwarmLoop}. */
@NullMarked
package dev.berth.reconcile.swarm;

import org.jspecify.annotations.NullMarked;
