/** Trees as JSON and back, for whoever talks it at an edge. */
@NullMarked
package dev.berth.json;

import org.jspecify.annotations.NullMarked;
