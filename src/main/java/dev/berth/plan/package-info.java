/**
 * What to do: blueprints, causes, actions and the planner, a pure function of what is wanted, what
 * is there, and the time.
 *
 * <p>Where to begin: {@link dev.berth.plan.Planner} makes a {@link dev.berth.plan.Plan} of {@link
 * dev.berth.plan.Action}s.
 *
 * <ul>
 *   <li><b>planning</b>: {@link dev.berth.plan.AppInfrastructure} for networks and volumes, {@link
 *       dev.berth.plan.ServicePlan} and {@link dev.berth.plan.ReplicaPlan} for containers; a
 *       container's life is {@link dev.berth.plan.CreatePlan}, {@link dev.berth.plan.UpdatePlan},
 *       {@link dev.berth.plan.RestartPlan}, {@link dev.berth.plan.RemovePlan}; all read a {@link
 *       dev.berth.plan.PlanningContext} and write {@link dev.berth.plan.Steps}
 *   <li><b>what holds back</b>: {@link dev.berth.plan.Dependencies}, {@link
 *       dev.berth.plan.RolloutBudget}, {@link dev.berth.plan.Handovers}, {@link
 *       dev.berth.plan.Restarts}, told as {@link dev.berth.plan.WaitReason}s; {@link
 *       dev.berth.plan.Readiness} says what counts as ready
 *   <li><b>blueprints</b>: {@link dev.berth.plan.Blueprints} draws the {@link
 *       dev.berth.plan.Blueprint} of each replica; {@link dev.berth.plan.EngineNames} names it,
 *       {@link dev.berth.plan.FingerprintFields} are what its fingerprint covers
 *   <li><b>drift</b>: {@link dev.berth.plan.DriftDetector}, {@link dev.berth.plan.Drifts} over
 *       {@link dev.berth.plan.ComparableSettings}, {@link dev.berth.plan.NetworkDrifts}, {@link
 *       dev.berth.plan.EndpointDrifts}; {@link dev.berth.plan.SecretRedactor} before it is told
 *   <li><b>the way back</b>: {@link dev.berth.plan.AdoptionPlanner} with {@link
 *       dev.berth.plan.ServiceFromContainer}, {@link dev.berth.plan.NetworkFromEngine} and {@link
 *       dev.berth.plan.VolumeFromEngine}
 * </ul>
 */
@NullMarked
package dev.berth.plan;

import org.jspecify.annotations.NullMarked;
