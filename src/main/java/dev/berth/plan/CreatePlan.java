package dev.berth.plan;

import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.spec.App;
import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans the making of a container up to the moment when it may start. */
final class CreatePlan {
  private static final String NEVER_STARTED = "it could not be started";

  private final App app;
  private final AppInfrastructure appInfrastructure;
  private final Blueprint blueprint;
  private final UnnamedVolumes volumes;
  private final Steps steps;

  CreatePlan(
      PlanningContext planningContext,
      AppInfrastructure appInfrastructure,
      Blueprint blueprint,
      Steps steps) {
    this.app = planningContext.desired().app();
    this.volumes = new UnnamedVolumes(planningContext, blueprint);
    this.appInfrastructure = appInfrastructure;
    this.blueprint = blueprint;
    this.steps = steps;
  }

  /** Steps that must succeed before the new container starts. */
  Set<Integer> make(String name, String cause) {
    return make(name, cause, Set.of());
  }

  /**
   * Likewise in place of one that the engine could not start, and under its name: by that it is
   * remembered how often the start has failed, and when it may be tried again.
   */
  Set<Integer> anew(ContainerView stillborn) {
    int removal =
        steps.add(
            new Action.RemoveContainer(stillborn, NEVER_STARTED + ": " + stillborn.life().error()),
            appInfrastructure.steps());
    return make(stillborn.name(), NEVER_STARTED, Set.of(removal));
  }

  private Set<Integer> make(String name, String cause, Set<Integer> after) {
    Set<Integer> before = new HashSet<>(appInfrastructure.steps());
    before.addAll(after);
    SortedMap<String, String> carried = volumes.carried();
    SortedMap<String, String> all = new TreeMap<>(carried);
    all.putAll(volumes.lay(carried.keySet(), before, steps));
    String kept = carried.isEmpty() ? "" : ", with what its predecessor had at " + paths(carried);
    int creation =
        steps.add(new Action.CreateContainer(blueprint.named(name, all), cause + kept), before);
    return complete(name, Set.of(creation), more());
  }

  /** Likewise of one that was made and not started: what may still be missing of it. */
  Set<Integer> complete(ContainerView made) {
    List<Endpoint> missing =
        more().stream().filter(endpoint -> !isAttached(made, endpoint)).toList();
    return complete(made.name(), appInfrastructure.steps(), missing);
  }

  private static String paths(SortedMap<String, String> volumes) {
    return String.join(", ", volumes.keySet());
  }

  private List<Endpoint> more() {
    return blueprint.endpoints().stream().skip(1).toList();
  }

  /** A container that was never started knows its networks by name only. */
  private boolean isAttached(ContainerView made, Endpoint endpoint) {
    Optional<NetworkView> network =
        Optional.ofNullable(appInfrastructure.networks().get(endpoint.network()));
    return made.networks().containsKey(endpoint.network())
        || network.filter(n -> made.networks().containsKey(n.id())).isPresent();
  }

  /** One after the other: engines change one thing of a container at a time. */
  private Set<Integer> complete(String name, Set<Integer> after, List<Endpoint> endpoints) {
    Set<Integer> last = after;
    for (Endpoint endpoint : endpoints) {
      Set<Integer> before = new HashSet<>(last);
      before.addAll(appInfrastructure.steps());
      last = Set.of(steps.add(new NetworkAction.Connect(name, endpoint, "declared"), before));
    }
    Map<GivenFile, FileSource> files = placed(app, blueprint);
    return files.isEmpty()
        ? last
        : Set.of(
            steps.add(
                new Action.PlaceFiles(
                    name, files, Files.folders(app, blueprint.service()), "before its start"),
                last));
  }

  /** Files that are written into a container; those of the host are mounted. */
  private static Map<GivenFile, FileSource> placed(App app, Blueprint blueprint) {
    Map<GivenFile, FileSource> files = new HashMap<>();
    for (GivenFile file : blueprint.service().surroundings().files()) {
      app.source(file)
          .filter(source -> !(source instanceof FileSource.OfHost))
          .ifPresent(source -> files.put(file, source));
    }
    return files;
  }
}
