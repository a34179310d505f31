/** How passes and image jobs went, as spans of OpenTelemetry; the only place that knows it. */
@NullMarked
package dev.berth.tracing;

import org.jspecify.annotations.NullMarked;
