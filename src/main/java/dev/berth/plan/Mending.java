package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.plan.Drift.Repair;
import dev.berth.spec.DriftPolicy;
import java.util.List;
import java.util.stream.Collectors;

/** Plans the repairs that a running container survives. */
final class Mending {
  private final Blueprint blueprint;
  private final Ground ground;
  private final ContainerView keeper;
  private final Steps steps;

  Mending(Blueprint blueprint, Ground ground, ContainerView keeper, Steps steps) {
    this.blueprint = blueprint;
    this.ground = ground;
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
      steps.add(new Action.UpdateLimits(keeper, blueprint.settings().resources(), cause(limits)));
    }
    networks();
    if (mayUndo("name")) {
      Drifts.ofName(blueprint.nameFront(), keeper)
          .ifPresent(drift -> {
            String name = EngineNames.container(blueprint, taken);
            steps.add(new Action.Rename(keeper, name, drift.toString()));
          });
    }
  }

  private static String cause(List<Drift> drifts) {
    return drifts.stream().map(Drift::toString).collect(Collectors.joining(", "));
  }

  /** What was taken from a container it gets back in any case, or it could not work. */
  private void networks() {
    List<Drift> drifts =
        ground
            .network()
            .map(network -> Drifts.ofNetworks(blueprint.settings(), network, keeper))
            .orElseGet(() -> List.of(Drifts.unconnected(ground.networkName())));
    for (Drift drift : drifts) {
      if (drift.repair() == Repair.CONNECT) {
        connect(drift);
      } else if (mayUndo(drift.path())) {
        disconnect(drift);
      }
    }
  }

  private void connect(Drift drift) {
    List<String> aliases =
        blueprint.settings().network().endpoints().getFirst().aliases().stream().sorted().toList();
    steps.add(
        new Action.Connect(ground.networkName(), keeper.name(), aliases, drift.toString()),
        ground.steps());
  }

  /** Aliases cannot be changed: the next plan connects it again, with the right ones. */
  private void disconnect(Drift drift) {
    String own = ground.network().orElseThrow().id();
    String network = drift.want().isEmpty() ? drift.path().substring("networks.".length()) : own;
    steps.add(new Action.Disconnect(network, keeper, drift.toString()));
  }

  private boolean mayUndo(String path) {
    return blueprint.policy().mode() == DriftPolicy.Mode.REPAIR
        && !blueprint.policy().ignores(path);
  }
}
