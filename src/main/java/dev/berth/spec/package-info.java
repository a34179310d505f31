/**
 * What is wanted: apps, services and the rules they obey. Pure values; imports nothing of Berth.
 */
@NullMarked
package dev.berth.spec;

import org.jspecify.annotations.NullMarked;
