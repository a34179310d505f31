/** Registries by their own protocol: logins, tags, certificates, names of images. */
@NullMarked
package dev.berth.image.registry;

import org.jspecify.annotations.NullMarked;
