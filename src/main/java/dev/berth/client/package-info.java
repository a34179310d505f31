/**
 * The other end of {@code /v1}: where a Berth is, who one is there, questions, streams and what
 * went wrong. Knows nothing of the server but what its reference says.
 */
@NullMarked
package dev.berth.client;

import org.jspecify.annotations.NullMarked;
