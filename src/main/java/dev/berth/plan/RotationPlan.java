package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Rotation;
import dev.berth.observe.Rotation.Admin;
import dev.berth.observe.Rotation.Slot;
import dev.berth.spec.Holders;
import dev.berth.spec.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plans who stands behind one holder: ready containers come in, those that have to end go out first
 * (Kubernetes: endpoints), and the file that the holder would start with says the same.
 */
final class RotationPlan {
  /** Sessions end without an event that Berth would hear. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final PlanningContext context;
  private final Service service;
  private final Map<String, String> leaving;
  private final List<Slot> current;
  private final List<Slot> wanted;

  /**
   * For the service behind a holder.
   *
   * @param service as declared
   * @param leaving containers that have to end, and why
   */
  RotationPlan(PlanningContext context, Service service, Map<String, String> leaving) {
    this.context = context;
    this.service = service;
    this.leaving = Map.copyOf(leaving);
    this.current = context.rotations().of(service.name()).map(Rotation::slots).orElse(List.of());
    this.wanted = new WantedSlots(context, service, this.leaving.keySet(), current).slots();
  }

  /** The file that the holder is to have. */
  RotationFile file() {
    return new RotationFile(context.desired().declared(), service, wanted);
  }

  /** What is to be told to the holder, if it runs and can be asked. */
  void plan(Steps steps) {
    Optional<ContainerView> holder = context.rotations().running(service.name());
    if (holder.isEmpty()) {
      return;
    }
    Optional<Rotation> rotation = context.rotations().of(service.name());
    if (rotation.isEmpty()) {
      steps.await(
          new WaitReason(
              service.name(),
              WaitReason.Kind.HOLDER_SILENT,
              holder.get().name() + " does not say whom it sends requests to",
              Optional.of(later(ASK_AGAIN))));
      return;
    }
    tell(holder.get().name(), rotation.get(), steps);
    if (rotation.get().workers() > 1) {
      await(steps, holder.get().name() + " ends what it began before its reload", LOOK_AGAIN);
    }
    current.forEach(slot -> awaitSlot(holder.get().name(), slot, steps));
  }

  private void tell(String holder, Rotation rotation, Steps steps) {
    RotationFile file = file();
    List<Slot> changed =
        wanted.stream()
            .filter(slot -> !isSame(slot, seen(slot.number())) || isLate(slot))
            .sorted(Comparator.comparing(slot -> slot.weight() <= seen(slot.number()).weight()))
            .toList();
    if (!rotation.loaded().equals(Optional.of(file.structure()))) {
      steps.add(
          new HolderAction.Reload(
              holder, file.file(), "ports, slots or ingress settings are others"));
    } else if (!changed.isEmpty() || !rotation.written().equals(Optional.of(file.mark()))) {
      steps.add(
          new HolderAction.Rotate(
              holder,
              file.file(),
              changed.stream().flatMap(slot -> commands(file, slot)).toList(),
              changed.stream().map(RotationPlan::text).toList(),
              changed.isEmpty()
                  ? "its file is another"
                  : changed.stream().map(this::why).distinct().collect(Collectors.joining("; "))));
    }
  }

  private Stream<String> commands(RotationFile file, Slot slot) {
    return file.commands(slot, seen(slot.number()), isLate(slot)).stream();
  }

  private static boolean isSame(Slot wanted, Slot seen) {
    return seen.isEven()
        && wanted.container().equals(seen.container())
        && wanted.admin() == seen.admin()
        && (wanted.admin() != Admin.READY || wanted.weight() == seen.weight());
  }

  /** It had its time, and still has sessions: they end now. */
  private boolean isLate(Slot wanted) {
    Slot seen = seen(wanted.number());
    return wanted.admin() == Admin.MAINT
        && seen.container().equals(wanted.container())
        && !seen.container().isEmpty()
        && seen.isDrained()
        && seen.sessions() > 0;
  }

  private Slot seen(int number) {
    return current.stream()
        .filter(slot -> slot.number() == number)
        .findFirst()
        .orElseGet(() -> Slot.parked(number));
  }

  private static String text(Slot slot) {
    return "s"
        + slot.number()
        + " "
        + (slot.container().isEmpty() ? "free" : slot.container() + " " + word(slot.admin()))
        + (slot.admin() != Admin.READY || slot.weight() == Slot.EVEN_WEIGHT
            ? ""
            : " by weight " + slot.weight());
  }

  private static String word(Admin admin) {
    return switch (admin) {
      case READY -> "in";
      case DRAIN -> "leaving";
      case MAINT -> "out";
    };
  }

  private String why(Slot slot) {
    Slot seen = seen(slot.number());
    if (slot.container().isEmpty()) {
      return seen.container() + " is gone";
    }
    String cause = leaving.get(slot.container());
    return switch (slot.admin()) {
      case READY ->
          seen.admin() == Admin.READY && seen.container().equals(slot.container())
              ? context.staged().share(service.name()) + " % for the new version"
              : slot.container() + " is ready";
      case DRAIN ->
          slot.container() + " leaves: " + (cause == null ? "it is not ready any more" : cause);
      case MAINT ->
          slot.container()
              + (seen.sessions() == 0
                  ? " has nothing left to do"
                  : " has had its time, with " + seen.sessions() + " sessions left");
    };
  }

  private void awaitSlot(String holder, Slot slot, Steps steps) {
    if (leaving.containsKey(slot.container()) && slot.admin() != Admin.MAINT) {
      await(
          steps,
          slot.container() + " leaves the rotation, " + slot.sessions() + " sessions left",
          LookAgain.after(slot.leaving(), LOOK_AGAIN));
    } else if (slot.admin() == Admin.READY && !slot.isUp() && isReady(slot.container())) {
      steps.await(
          new WaitReason(
              service.name(),
              WaitReason.Kind.NOT_REACHABLE,
              slot.container()
                  + " is ready, and "
                  + holder
                  + " cannot reach it at "
                  + targets()
                  + ": it has to listen on all addresses (0.0.0.0), not on its loopback alone",
              Optional.of(later(LookAgain.after(age(slot.container()), LOOK_AGAIN)))));
    }
  }

  private Duration age(String name) {
    return context.seen().of(service.name()).stream()
        .filter(c -> c.name().equals(name))
        .flatMap(c -> c.life().startedAt().stream())
        .map(at -> Duration.between(at, context.now()))
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private String targets() {
    return Holders.held(context.desired().declared(), service).stream()
        .map(held -> Integer.toString(held.port().target()))
        .distinct()
        .collect(Collectors.joining(", ", "port ", ""));
  }

  private boolean isReady(String name) {
    return context.seen().of(service.name()).stream()
        .anyMatch(c -> c.name().equals(name) && Readiness.isReady(c));
  }

  private void await(Steps steps, String message, Duration until) {
    steps.await(
        new WaitReason(
            service.name(), WaitReason.Kind.ROTATION, message, Optional.of(later(until))));
  }

  private Instant later(Duration time) {
    return context.now().plus(time);
  }
}
