/** Images, build contexts and image jobs as resources of HTTP. */
@NullMarked
package dev.berth.api.image;

import org.jspecify.annotations.NullMarked;
