/** The door for clients of Kubernetes: the same things by the rules of its API. */
@NullMarked
package dev.berth.kube;

import org.jspecify.annotations.NullMarked;
