/**
 * What clears away images and build contexts that nobody needs (Kubernetes: garbage collection).
 */
@NullMarked
package dev.berth.image.gc;

import org.jspecify.annotations.NullMarked;
