/** Many documents at once: all of them or none. */
@NullMarked
package dev.berth.intake.bulk;

import org.jspecify.annotations.NullMarked;
