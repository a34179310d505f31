/**
 * What this Berth lets apps reach, who may do what, and how much (Kubernetes: admission policy).
 */
@NullMarked
package dev.berth.spec.policy;

import org.jspecify.annotations.NullMarked;
