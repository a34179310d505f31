/** The engine port on docker-java: the only place that knows it. */
@NullMarked
package dev.berth.engine.docker;

import org.jspecify.annotations.NullMarked;
