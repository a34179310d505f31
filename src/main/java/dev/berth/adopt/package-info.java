/** Taking over what runs already: containers that Berth did not make, and orphans. */
@NullMarked
package dev.berth.adopt;

import org.jspecify.annotations.NullMarked;
