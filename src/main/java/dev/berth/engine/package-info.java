/** The port to a container engine: what Berth asks of it, and how it fails. */
@NullMarked
package dev.berth.engine;

import org.jspecify.annotations.NullMarked;
