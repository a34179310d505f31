/** Secrets at rest: sealed values, tokens, and the ports to what seals them. */
@NullMarked
package dev.berth.state.secret;

import org.jspecify.annotations.NullMarked;
