/** What must survive: apps, revisions and history in a database. Entities never leave. */
@NullMarked
package dev.berth.store;

import org.jspecify.annotations.NullMarked;
