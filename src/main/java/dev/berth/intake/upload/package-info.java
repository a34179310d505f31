/** Compose projects and their files as apps. */
@NullMarked
package dev.berth.intake.upload;

import org.jspecify.annotations.NullMarked;
