/** Folders and Git repositories as desired state: read, compared, applied, told. */
@NullMarked
package dev.berth.gitops;

import org.jspecify.annotations.NullMarked;
