/** Which of several Berths over one PostgreSQL acts, for how long, and who the others are. */
@NullMarked
package dev.berth.lead;

import org.jspecify.annotations.NullMarked;
