/** Compose files, read as the Compose Specification and its reference implementation have them. */
@NullMarked
package dev.berth.compose;

import org.jspecify.annotations.NullMarked;
