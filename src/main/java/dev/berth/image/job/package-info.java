/** Image jobs: builds, pulls and pushes that nobody waits for, and who looks for newer images. */
@NullMarked
package dev.berth.image.job;

import org.jspecify.annotations.NullMarked;
