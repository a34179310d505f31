/** What doors may ask of the inside, as interfaces; the flow rooms fulfil them. */
@NullMarked
package dev.berth.port;

import org.jspecify.annotations.NullMarked;
