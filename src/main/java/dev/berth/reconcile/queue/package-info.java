/**
 * Work for background loops: names to look at, each once, with delays and back-off (Kubernetes:
 * work queue).
 */
@NullMarked
package dev.berth.reconcile.queue;

import org.jspecify.annotations.NullMarked;
