package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.Rollout;
import dev.berth.spec.Service;
import dev.berth.spec.Stages;
import dev.berth.state.DesiredApp;
import dev.berth.state.RolloutProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the requests of an app have gone over to its new version (Argo Rollouts: canary,
 * blue-green), and how far they are to go now.
 *
 * <p>What is kept of it is only the step, so that it goes on after a crash; who is old and who is
 * new is seen. Another version than the one that it was kept for begins with the first step, unless
 * it is all there already, as after a way back.
 */
public final class StagedRollout {
  private final DesiredApp desired;
  private final SortedMap<String, StagedService> services = new TreeMap<>();
  private final RolloutProgress progress;

  /** As of one look. */
  public StagedRollout(String instance, DesiredApp desired, Snapshot seen, Instant now) {
    this(desired, seen, new Blueprints(instance, desired, seen), new Rotations(desired, seen), now);
  }

  /** Likewise, with what was made of that look already. */
  public StagedRollout(
      DesiredApp desired, Snapshot seen, Blueprints blueprints, Rotations rotations, Instant now) {
    this.desired = desired;
    // What comes by a rollback was good once: it comes at once.
    if (desired.app().rollout().strategy().isStaged() && desired.quarantine().isEmpty()) {
      for (Service service : desired.app().services().values()) {
        if (rotations.holder(service.name()).isPresent() && service.replicas() > 0) {
          StagedService staged = of(service, seen, blueprints, rotations);
          if (staged.isBehindHolder()
              && RolloutBudget.overlaps(
                  desired, service, blueprints.of(service, 1).imageDefaults())) {
            services.put(service.name(), staged);
          }
        }
      }
    }
    this.progress = current(now);
  }

  private StagedService of(
      Service service, Snapshot seen, Blueprints blueprints, Rotations rotations) {
    List<ReplicaSlot> slots = new ArrayList<>();
    for (int replica = 1; replica <= service.replicas(); replica++) {
      int number = replica;
      List<ContainerView> claimants =
          seen.of(service.name()).stream()
              .filter(c -> c.owner().map(Ownership::replica).orElse(0) == number)
              .toList();
      slots.add(ReplicaSlot.of(blueprints.of(service, replica), claimants));
    }
    return new StagedService(desired.app().rollout(), service, slots, rotations);
  }

  private RolloutProgress current(Instant now) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (StagedService service : services.values()) {
      service.version().ifPresent(version -> versions.put(service.service().name(), version));
    }
    RolloutProgress kept = desired.progress();
    if (services.isEmpty() || versions.size() < services.size()) {
      return kept;
    }
    String target = Fingerprint.of(versions);
    return kept.target().equals(target) ? kept : kept.begun(target, isThere(), now);
  }

  /** How far it is: as kept, or at the beginning where something else is wanted by now. */
  public RolloutProgress progress() {
    return progress;
  }

  /** Whether the requests of a service go over in stages. */
  public boolean isStaged(String service) {
    return services.containsKey(service);
  }

  /** Whether nothing that runs is to give way now. */
  public boolean isPaused() {
    return progress.paused() || rollout().stages().paused();
  }

  private Rollout rollout() {
    return desired.app().rollout();
  }

  /** Whether the old version has requests left to give, or stands by. */
  public boolean isDivided() {
    return services.values().stream().anyMatch(StagedService::isDivided);
  }

  /** Whether all is as the step says, by the holders' own word. */
  public boolean isInEffect() {
    return services.values().stream().allMatch(service -> service.isInEffect(progress));
  }

  /** The step that is at work; empty where the strategy has none, or all requests go over. */
  public Optional<Stages.Step> step() {
    List<Stages.Step> steps = rollout().stages().steps();
    return rollout().strategy() != Rollout.Strategy.CANARY
            || progress.promoted()
            || progress.step() >= steps.size()
        ? Optional.empty()
        : Optional.of(steps.get(progress.step()));
  }

  /** The step after this one, or all that is left. */
  public RolloutProgress further() {
    return progress.further(rollout().stages().steps().size());
  }

  /** Whether nothing of the old version is left that could give way. */
  public boolean isThere() {
    return services.values().stream().allMatch(StagedService::isThere);
  }

  /** Whether a canary is judged by what its holders count. */
  private Optional<Stages.Analysis> bounds() {
    return rollout()
        .stages()
        .analysis()
        .filter(bounds ->
            rollout().strategy() == Rollout.Strategy.CANARY
                && !progress.promoted()
                && !progress.aborted()
                && isDivided());
  }

  /** Whether so many have tried the new version that it may go on: all of them, if nobody asks. */
  public boolean isTried() {
    return bounds()
        .filter(bounds ->
            !services.values().stream().allMatch(s -> s.analysis(progress).isEnough(bounds)))
        .isEmpty();
  }

  /** Why the new version is to be given up, in numbers; empty while it is not. */
  public Optional<String> failure() {
    return bounds().stream()
        .flatMap(bounds ->
            services.values().stream()
                .flatMap(s ->
                    s.analysis(progress).failure(bounds).stream()
                        .map(why -> s.service().name() + ": " + why)))
        .findFirst();
  }

  /** What is known of a new version that is tried. */
  Optional<String> trial(String service) {
    return bounds()
        .flatMap(bounds ->
            Optional.ofNullable(services.get(service)).map(s -> s.analysis(progress).text(bounds)));
  }

  /** Percent of the requests of a service that its new version is to get now. */
  public int share(String service) {
    return Optional.ofNullable(services.get(service)).map(s -> s.share(progress)).orElse(0);
  }

  /** Names of services whose requests go over in stages. */
  public Set<String> services() {
    return services.keySet();
  }

  /** Weights of a service's containers; empty where nobody shares with anybody. */
  Map<String, Integer> weights(String service) {
    return Optional.ofNullable(services.get(service))
        .filter(StagedService::isDivided)
        .map(s -> s.weights(progress))
        .orElse(Map.of());
  }

  /** How many more containers of the new version may start. */
  int spares(String service) {
    return Optional.ofNullable(services.get(service)).map(s -> s.spares(progress)).orElse(0);
  }

  /** Whether containers of the old version may end, once a new one does their work. */
  boolean endsOld(Instant now) {
    return !isPaused()
        && progress.promoted()
        && standsByUntil().filter(now::isBefore).isEmpty()
        && (rollout().strategy() != Rollout.Strategy.BLUE_GREEN
            || progress.since().isPresent()
            || !isDivided());
  }

  /** Until when the old version stands by; empty while requests have not gone over. */
  Optional<Instant> standsByUntil() {
    return desired.withProgress(progress).standsByUntil();
  }
}
