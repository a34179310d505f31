/** How Berth is, for those who watch it: health checks and meters. */
@NullMarked
package dev.berth.boot.health;

import org.jspecify.annotations.NullMarked;
