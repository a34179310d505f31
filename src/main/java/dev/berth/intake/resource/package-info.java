/** The one way in for what is declared beside apps, and what each kind means. */
@NullMarked
package dev.berth.intake.resource;

import org.jspecify.annotations.NullMarked;
