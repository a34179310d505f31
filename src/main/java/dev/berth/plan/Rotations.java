package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Rotation;
import dev.berth.observe.Snapshot;
import dev.berth.spec.Front;
import dev.berth.spec.Holders;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.Optional;

/** Who stands in the rotation behind a holder, by the holder's own word. */
public final class Rotations {
  private final DesiredApp desired;
  private final Snapshot seen;

  public Rotations(DesiredApp desired, Snapshot seen) {
    this.desired = desired;
    this.seen = seen;
  }

  /** The holder before a service, if it has one. */
  public Optional<Service> holder(String service) {
    return Holders.before(desired.declared(), desired.app(), service);
  }

  /** The container of the holder before a service, if it runs. */
  public Optional<ContainerView> running(String service) {
    return holder(service).stream()
        .flatMap(holder -> seen.of(holder.name()).stream())
        .filter(ContainerView::isRunning)
        .findFirst();
  }

  /** The container of the front door, if this is its app and it runs. */
  public Optional<ContainerView> front() {
    return Front.isFront(desired.declared())
        ? seen.of(Front.SERVICE).stream().filter(ContainerView::isRunning).findFirst()
        : Optional.empty();
  }

  /** What the holder before a service says; nothing where it could not be asked. */
  public Optional<Rotation> of(String service) {
    return Optional.ofNullable(seen.rotations().get(service));
  }

  /** Where a container stands; nothing where it has no place. */
  public Optional<Rotation.Slot> slot(ContainerView container) {
    return of(service(container)).flatMap(rotation -> rotation.of(container.name()));
  }

  /**
   * Whether a container does its work: it is ready, and who stands in front can reach it. While no
   * holder runs there is nobody who could.
   */
  public boolean isServing(ContainerView container) {
    return Readiness.isReady(container)
        && (running(service(container)).isEmpty() || isReached(container));
  }

  private boolean isReached(ContainerView container) {
    return slot(container).filter(Rotation.Slot::isServing).isPresent();
  }

  /**
   * Whether a container's end would be felt: it does its work, or the holder says that it does
   * while Berth, which has just begun, knows nothing yet.
   */
  boolean isAtWork(ContainerView container) {
    return isServing(container) || (Readiness.isUnknown(container) && isReached(container));
  }

  /** Whether a container may get requests, so that it cannot end without losing some. */
  boolean isAsked(ContainerView container) {
    String service = service(container);
    if (running(service).isEmpty() || !container.isRunning()) {
      return false;
    }
    Optional<Rotation> rotation = of(service);
    return rotation.isEmpty()
        || rotation.get().workers() > 1
        || slot(container).filter(slot -> slot.admin() != Rotation.Admin.MAINT).isPresent();
  }

  private static String service(ContainerView container) {
    return container.owner().map(Ownership::service).orElse("");
  }
}
