/** Requests that the Berth which leads answers, wherever they came in. */
@NullMarked
package dev.berth.http.relay;

import org.jspecify.annotations.NullMarked;
