/**
 * Build contexts: folders, archives, checkouts and uploads, kept by their content; nothing in them
 * leads out.
 */
@NullMarked
package dev.berth.image.context;

import org.jspecify.annotations.NullMarked;
