/**
 * What is known of keys over SSH, of those that Berth has and of those that hosts have. A leaf room
 * that knows nothing of Git or engines.
 */
@NullMarked
package dev.berth.ssh;

import org.jspecify.annotations.NullMarked;
