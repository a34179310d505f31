/** Answers that are kept back until what they are about is ready; writes that are rehearsed. */
@NullMarked
package dev.berth.api.wait;

import org.jspecify.annotations.NullMarked;
