/** What is there: networks, volumes, images and containers of the engine, as values. */
@NullMarked
package dev.berth.observe;

import org.jspecify.annotations.NullMarked;
