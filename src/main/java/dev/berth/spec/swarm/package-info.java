/** What of an app a Swarm cannot do. */
@NullMarked
package dev.berth.spec.swarm;

import org.jspecify.annotations.NullMarked;
