/** Plain trees, as YAML and JSON give them, to drafts and back. */
@NullMarked
package dev.berth.spec.codec;

import org.jspecify.annotations.NullMarked;
