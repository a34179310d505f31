package dev.berth.plan;

import dev.berth.observe.ImageDefaults;
import dev.berth.spec.Mount;
import dev.berth.spec.Rollout;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.List;

/**
 * How the replicas of one service hand over to their successors: how many of them may be out of
 * work at one time, and how many new ones may run beside those whose places they take. Good for one
 * plan, for it counts what the plan has allowed already.
 */
final class RolloutBudget {
  private final boolean overlaps;
  private int spares;
  private int absences;

  private RolloutBudget(boolean overlaps, int spares, int absences) {
    this.overlaps = overlaps;
    this.spares = spares;
    this.absences = absences;
  }

  static RolloutBudget of(DesiredApp desired, Service service, List<ReplicaSlot> slots) {
    int out = (int) slots.stream().filter(slot -> !slot.isAtWork()).count();
    Rollout rollout = desired.app().rollout();
    if (rollout.strategy() == Rollout.Strategy.RECREATE) {
      return new RolloutBudget(false, 0, 1 - out);
    }
    int replicas = service.replicas();
    ImageDefaults image =
        slots.isEmpty() ? ImageDefaults.NONE : slots.getFirst().blueprint().imageDefaults();
    if (!overlaps(desired, service, image)) {
      return new RolloutBudget(false, 0, Math.max(1, rollout.unavailable(replicas)) - out);
    }
    int living = slots.stream().mapToInt(slot -> Math.max(1, slot.living())).sum();
    return new RolloutBudget(
        true, replicas + rollout.surge(replicas) - living, rollout.unavailable(replicas) - out);
  }

  /**
   * Whether two containers of one replica are to do their work side by side for a while, where they
   * can: not where both want the same port of the host, and not where both would write the same
   * files, which is how databases lose their data. What Berth has added for a link is such a
   * database. Volumes without a name go from one to the other.
   */
  static boolean overlaps(DesiredApp desired, Service service, ImageDefaults image) {
    Rollout rollout = desired.app().rollout();
    return rollout.strategy() == Rollout.Strategy.ROLLING
        && rollout.surge(service.replicas()) > 0
        && !service.holdsHostPort()
        && service.networking().attachments().stream()
            .allMatch(e -> e.getValue().ipv4().or(e.getValue()::ipv6).isEmpty())
        && service.mounts().stream().noneMatch(RolloutBudget::isWritten)
        && (service.surroundings().renewAnonVolumes()
            || UnnamedVolumeNames.written(service.mounts(), image).isEmpty())
        && desired.declared().services().containsKey(service.name());
  }

  private static boolean isWritten(Mount mount) {
    return switch (mount) {
      case Mount.OfVolume v -> v.volume().isPresent() && !v.readOnly();
      case Mount.OfHost h -> !h.readOnly();
      case Mount.OfMemory m -> false;
    };
  }

  /** Whether successors come up while their predecessors are still at work. */
  boolean overlaps() {
    return overlaps;
  }

  /** Whether one more container may start beside its predecessor. */
  boolean mayStartBeside() {
    return spares-- > 0;
  }

  /** Whether one more replica that is at work may be taken down before its successor is up. */
  boolean mayTakeDown() {
    return absences-- > 0;
  }
}
