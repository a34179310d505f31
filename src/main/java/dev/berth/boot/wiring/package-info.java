/** Makes the parts and puts them together. */
@NullMarked
package dev.berth.boot.wiring;

import org.jspecify.annotations.NullMarked;
