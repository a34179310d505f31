package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Rotation.Admin;
import dev.berth.observe.Rotation.Slot;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the slots of one holder are to be next, by who is there, who is ready, and who has to end.
 */
final class WantedSlots {
  /** As many as most services ever need, so that a change of replicas needs no reload. */
  private static final int LEAST_SLOTS = 16;

  private final PlanningContext context;
  private final Service service;
  private final Set<String> leaving;
  private final List<Slot> current;
  private final Map<String, Integer> weights;

  WantedSlots(PlanningContext context, Service service, Set<String> leaving, List<Slot> current) {
    this.context = context;
    this.service = service;
    this.leaving = leaving;
    this.current = current;
    this.weights = context.staged().weights(service.name());
  }

  private List<ContainerView> containers() {
    return context.seen().of(service.name());
  }

  /** All slots as they are to be: everybody stays where it is, newcomers take what is free. */
  List<Slot> slots() {
    Map<Integer, Slot> wanted = new HashMap<>();
    Set<String> placed = new HashSet<>();
    for (Slot slot : current) {
      containers().stream()
          .filter(c -> c.name().equals(slot.container()) && c.life().state().isAlive())
          .filter(c -> placed.add(c.name()))
          .findFirst()
          .ifPresent(c -> wanted.put(slot.number(), slot.told(c.name(), next(c, slot))));
    }
    List<ContainerView> newcomers =
        containers().stream()
            .filter(c -> Readiness.isReady(c) && !leaving.contains(c.name()))
            .filter(c -> !placed.contains(c.name()))
            .toList();
    for (ContainerView newcomer : newcomers) {
      int number = 1;
      while (wanted.containsKey(number)) {
        number++;
      }
      wanted.put(number, Slot.parked(number).told(newcomer.name(), Admin.READY));
    }
    return filled(wanted);
  }

  private List<Slot> filled(Map<Integer, Slot> wanted) {
    int beside = context.desired().app().rollout().surge(service.replicas());
    int size = Math.max(LEAST_SLOTS, 2 * (service.replicas() + beside));
    size =
        Math.max(
            size,
            Math.max(current.size(), wanted.keySet().stream().mapToInt(n -> n).max().orElse(0)));
    List<Slot> all = new ArrayList<>();
    for (int number = 1; number <= size; number++) {
      all.add(weighed(wanted.getOrDefault(number, Slot.parked(number))));
    }
    return all;
  }

  /** Who shares with others and is not told how has yet to be seen by the holder. */
  private Slot weighed(Slot slot) {
    return slot.admin() == Admin.READY
        ? slot.weighing(
            weights.isEmpty() ? Slot.EVEN_WEIGHT : weights.getOrDefault(slot.container(), 0))
        : slot;
  }

  /** In, going or out: the next of the three, never two at once. */
  private Admin next(ContainerView container, Slot slot) {
    boolean stays = !leaving.contains(container.name()) && isFit(container, slot);
    if (stays) {
      return Admin.READY;
    }
    boolean isOut = slot.admin() == Admin.MAINT && slot.isEven();
    boolean isDone = slot.admin() == Admin.DRAIN && (slot.sessions() == 0 || slot.isDrained());
    return isOut || isDone ? Admin.MAINT : Admin.DRAIN;
  }

  /**
   * Who is in stays in while nobody knows better, as in the first moments of a Berth: the holder's
   * own checks see who is dead.
   */
  private static boolean isFit(ContainerView container, Slot slot) {
    return Readiness.isReady(container)
        || (Readiness.isUnknown(container) && slot.admin() == Admin.READY);
  }
}
