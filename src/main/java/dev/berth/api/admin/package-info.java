/** What operators ask: tokens, keys, audit, backup, the engine. */
@NullMarked
package dev.berth.api.admin;

import org.jspecify.annotations.NullMarked;
