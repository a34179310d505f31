/** What people ask of the engine: inventories, images, logs, and the log of changes. */
@NullMarked
package dev.berth.query;

import org.jspecify.annotations.NullMarked;
