/**
 * What is wanted: apps, services and what they are made of. Pure values; imports nothing of Berth.
 */
@NullMarked
package dev.berth.spec;

import org.jspecify.annotations.NullMarked;
