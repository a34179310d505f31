/**
 * What is kept: desired apps and their revisions, resources, what sources own; and the ports that
 * the store fulfils.
 */
@NullMarked
package dev.berth.state;

import org.jspecify.annotations.NullMarked;
