/**
 * The door for clients of Kubernetes: the same things by the rules of its API.
 *
 * <p>Where to begin: {@link dev.berth.kube.KubeResource} has the routes of what is declared.
 *
 * <ul>
 *   <li><b>verbs</b>: {@link dev.berth.kube.KubeReads}, {@link dev.berth.kube.KubeWrites}, {@link
 *       dev.berth.kube.Deletions}, {@link dev.berth.kube.KubeStreams} and {@link
 *       dev.berth.kube.KubeWatch}; containers by {@link dev.berth.kube.InstancesResource} and as
 *       pods by {@link dev.berth.kube.PodsResource}, events by {@link
 *       dev.berth.kube.EventsResource}, replicas by {@link dev.berth.kube.ScaleResource}
 *   <li><b>objects</b>: {@link dev.berth.kube.ApiResource}, {@link dev.berth.kube.KubeObjects},
 *       {@link dev.berth.kube.KubeDrafts}, {@link dev.berth.kube.KubePatches}, {@link
 *       dev.berth.kube.ManagedFields} over {@link dev.berth.kube.FieldSets}, {@link
 *       dev.berth.kube.KubeTables}
 *   <li><b>what a client asks first</b>: {@link dev.berth.kube.DiscoveryResource} over {@link
 *       dev.berth.kube.ApiGroup}, {@link dev.berth.kube.OpenApiResource} with {@link
 *       dev.berth.kube.Schemas}, {@link dev.berth.kube.ReviewsResource} and {@link
 *       dev.berth.kube.RulesResource}
 *   <li><b>HTTP</b>: {@link dev.berth.kube.KubeBodies}, {@link dev.berth.kube.KubeQueries}, {@link
 *       dev.berth.kube.KubeAnswers}, {@link dev.berth.kube.KubeMapping} for errors
 * </ul>
 */
@NullMarked
package dev.berth.kube;

import org.jspecify.annotations.NullMarked;
