/**
 * One build: what its Dockerfile begins with, which secrets it may read, and the name of what comes
 * of it.
 */
@NullMarked
package dev.berth.image.build;

import org.jspecify.annotations.NullMarked;
