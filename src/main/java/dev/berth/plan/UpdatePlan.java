package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.plan.Drift.Repair;
import dev.berth.spec.RestartPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans the repairs that a running container survives. */
final class UpdatePlan {
  private static final String PATH = "networks.";

  private final PlanningContext planningContext;
  private final Blueprint blueprint;
  private final AppInfrastructure appInfrastructure;
  private final ContainerView keeper;
  private final Handovers handovers;
  private final Steps steps;

  UpdatePlan(
      PlanningContext planningContext,
      Blueprint blueprint,
      AppInfrastructure appInfrastructure,
      ContainerView keeper,
      Handovers handovers,
      Steps steps) {
    this.handovers = handovers;
    this.planningContext = planningContext;
    this.blueprint = blueprint;
    this.appInfrastructure = appInfrastructure;
    this.keeper = keeper;
    this.steps = steps;
  }

  /**
   * Adds what is to be done.
   *
   * @param taken names that no container may get
   */
  void plan(List<String> taken) {
    List<Drift> limits =
        blueprint.repairs(keeper).stream().filter(d -> d.repair() == Repair.UPDATE).toList();
    if (!limits.isEmpty()) {
      ContainerSettings wanted = blueprint.settings();
      Set<String> left = blueprint.left(keeper);
      steps.add(
          new Action.UpdateLimits(
              keeper,
              Limits.resources(wanted.resources(), keeper.settings().resources(), left),
              Limits.options(wanted, limits, left),
              cause(limits)));
    }
    networks();
    if (mayUndo("name")) {
      Drifts.ofName(blueprint, keeper).ifPresent(drift -> rename(drift, taken));
    }
    restartPolicy();
  }

  /** In a crash loop Berth keeps the time between restarts, so the engine must not. */
  private void restartPolicy() {
    boolean loops = planningContext.restarts().isLooping(keeper, planningContext.now());
    RestartPolicy declared = Blueprints.enginePolicy(blueprint.service());
    RestartPolicy wanted = loops ? RestartPolicy.NEVER : declared;
    if (keeper.restart().mode() == wanted.mode() || (!loops && !mayUndoRestart())) {
      return;
    }
    String cause =
        loops
            ? "crash loop"
            : Drifts.ofRestart(blueprint.service(), keeper)
                .map(Drift::toString)
                .orElse("as declared");
    steps.add(new Action.UpdateRestart(keeper, wanted, cause));
  }

  /** What another revision says is no drift: no fingerprint tells of this. */
  private boolean mayUndoRestart() {
    String revision = Long.toString(planningContext.desired().revision());
    boolean isOfRevision =
        revision.equals(keeper.labels().get(Ownership.REVISION))
            || revision.equals(keeper.labels().get(Ownership.SETTLED));
    boolean isDrift = Drifts.ofRestart(blueprint.service(), keeper).isPresent();
    return !isDrift || !isOfRevision || mayUndo("restart");
  }

  /** A name of its own is waited for while somebody else has it, who may wait for this one's. */
  private void rename(Drift drift, List<String> taken) {
    String name = EngineNames.container(blueprint, taken);
    Optional<String> own = blueprint.service().networking().containerName();
    if (own.isEmpty()
        || own.get().equals(name)
        || handovers.isNameAwaited(blueprint.service(), keeper.name())) {
      steps.add(new Action.Rename(keeper, name, drift.toString()));
    }
  }

  private static String cause(List<Drift> drifts) {
    return drifts.stream().map(Drift::toString).collect(Collectors.joining(", "));
  }

  /** What was taken from a container it gets back in any case, or it could not work. */
  private void networks() {
    List<Drift> drifts =
        Drifts.ofNetworks(blueprint.settings(), appInfrastructure.networks(), keeper);
    for (Drift drift : drifts) {
      if (drift.repair() == Repair.CONNECT) {
        connect(drift);
      } else if (mayUndo(drift.path())) {
        disconnect(drift);
      }
    }
  }

  private void connect(Drift drift) {
    endpoint(drift)
        .filter(endpoint ->
            endpoint.wish().ipv4().or(endpoint.wish()::ipv6).isEmpty()
                || handovers.obstacle(blueprint).isEmpty())
        .ifPresent(endpoint ->
            steps.add(
                new NetworkAction.Connect(keeper.name(), endpoint, drift.toString()),
                appInfrastructure.steps()));
  }

  private Optional<Endpoint> endpoint(Drift drift) {
    return blueprint.endpoints().stream()
        .filter(e ->
            drift.path().equals(PATH + e.network())
                || drift.path().startsWith(PATH + e.network() + "."))
        .max(java.util.Comparator.comparingInt(e -> e.network().length()));
  }

  /** Aliases cannot be changed: the next plan connects it again, with the right ones. */
  private void disconnect(Drift drift) {
    String network =
        endpoint(drift)
            .flatMap(endpoint ->
                Optional.ofNullable(appInfrastructure.networks().get(endpoint.network())))
            .map(NetworkView::id)
            .orElse(drift.path().substring(PATH.length()));
    steps.add(new NetworkAction.Disconnect(network, keeper, drift.toString()));
  }

  private boolean mayUndo(String path) {
    return blueprint.policy().mends(path);
  }
}
