/** Streams to clients: events, logs, changes. */
@NullMarked
package dev.berth.api.stream;

import org.jspecify.annotations.NullMarked;
