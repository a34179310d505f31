/** Which database, how one connects to it, and who may be alone with it. */
@NullMarked
package dev.berth.database;

import org.jspecify.annotations.NullMarked;
