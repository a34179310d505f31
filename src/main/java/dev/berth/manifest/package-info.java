/** Text of Berth's own format to drafts, and the catalog of links. */
@NullMarked
package dev.berth.manifest;

import org.jspecify.annotations.NullMarked;
