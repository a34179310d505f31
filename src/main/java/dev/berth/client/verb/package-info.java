/** The everyday verbs of {@code bin/berth}; begin with {@code Verbs}, which lists them. */
@NullMarked
package dev.berth.client.verb;

import org.jspecify.annotations.NullMarked;
