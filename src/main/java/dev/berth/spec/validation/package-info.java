/** From a draft to an app, or to all its violations (Kubernetes: validation). */
@NullMarked
package dev.berth.spec.validation;

import org.jspecify.annotations.NullMarked;
