/** Image jobs: build contexts, builds, pulls. */
@NullMarked
package dev.berth.images;

import org.jspecify.annotations.NullMarked;
