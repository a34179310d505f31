/** Plain trees, as YAML and JSON give them, to drafts and back. */
@NullMarked
package dev.berth.spec.draft;

import org.jspecify.annotations.NullMarked;
