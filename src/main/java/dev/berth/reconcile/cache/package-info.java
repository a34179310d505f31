/** What is there, kept up to date by the engine's events (Kubernetes: informer cache). */
@NullMarked
package dev.berth.reconcile.cache;

import org.jspecify.annotations.NullMarked;
