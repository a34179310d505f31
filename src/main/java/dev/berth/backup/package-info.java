/** The whole state as one sealed file, and back. */
@NullMarked
package dev.berth.backup;

import org.jspecify.annotations.NullMarked;
