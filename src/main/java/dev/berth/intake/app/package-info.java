/** The one way in for apps: checks, guards, transitions, storing (Kubernetes: admission). */
@NullMarked
package dev.berth.intake.app;

import org.jspecify.annotations.NullMarked;
