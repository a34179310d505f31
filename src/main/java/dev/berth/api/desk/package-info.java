/** Berth's page: files that a browser reads, and the paths at which it shows them. */
@NullMarked
package dev.berth.api.desk;

import org.jspecify.annotations.NullMarked;
