/** Apps, and everything else that is declared, as resources of HTTP. */
@NullMarked
package dev.berth.api.app;

import org.jspecify.annotations.NullMarked;
