package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.spec.Front;
import dev.berth.spec.Holders;
import dev.berth.spec.Port;
import dev.berth.spec.Service;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What is different for a service that is a holder, or is behind one. */
final class HolderSteps {
  private static final String GAP = "; for a moment nobody answers at its ports";

  private final PlanningContext context;
  private final Service service;
  private final Steps steps;
  private final Optional<Service> behind;

  HolderSteps(PlanningContext context, Service service, Steps steps) {
    this.context = context;
    this.service = service;
    this.steps = steps;
    this.behind = Holders.behind(context.desired().declared(), service.name());
  }

  /** What has to be done before a container starts: a holder gets the file that it starts with. */
  Set<Integer> before(String container, Set<Integer> after) {
    Set<Integer> before = new HashSet<>(after);
    file()
        .map(file -> new HolderAction.Write(container, file, "before its start"))
        .ifPresent(write -> before.add(steps.add(write, placed(container, after))));
    return before;
  }

  private Set<Integer> placed(String container, Set<Integer> after) {
    return isFront()
        ? new FrontPlan(context).certificates(container, "before its start", after, steps)
        : after;
  }

  private boolean isFront() {
    return Front.isFront(context.desired().declared(), service);
  }

  private Optional<HolderFile> file() {
    return isFront()
        ? Optional.of(new FrontPlan(context).file().file())
        : behind.map(one -> new RotationPlan(context, one, steps.leaving()).file().file());
  }

  /**
   * What has to be there before an old one may let go of its ports; empty where it may. A holder
   * that cannot even be made, for want of its image, takes nobody's port.
   */
  Optional<String> lacking(ContainerView other) {
    boolean holdsPorts =
        other.isRunning() && other.settings().ports().stream().anyMatch(Holders::isHeld);
    return context
        .rotations()
        .holder(service.name())
        .filter(holder -> holdsPorts && context.seen().of(holder.name()).isEmpty())
        .map(holder -> holder.name() + " has to be made first, which takes its ports");
  }

  /** Why an old one goes, and what that costs those who ask at its port. */
  String cause(ReplicaSlot slot, ContainerView other) {
    boolean holdsPorts =
        other.isRunning() && other.settings().ports().stream().anyMatch(Port::isFixed);
    boolean isHandedOver =
        behind.isPresent() || context.rotations().holder(service.name()).isPresent();
    return holdsPorts && isHandedOver ? slot.cause(other) + GAP : slot.cause(other);
  }
}
