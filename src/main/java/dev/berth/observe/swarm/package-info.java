/** What is there on a Swarm, as values. */
@NullMarked
package dev.berth.observe.swarm;

import org.jspecify.annotations.NullMarked;
