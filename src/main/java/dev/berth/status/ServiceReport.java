package dev.berth.status;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Rotation;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Blueprints;
import dev.berth.plan.Readiness;
import dev.berth.plan.Restarts;
import dev.berth.plan.Rotations;
import dev.berth.plan.UnnamedVolumeNames;
import dev.berth.spec.Port;
import dev.berth.spec.Service;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts and lists what is there of one service. */
final class ServiceReport {
  private final Blueprints blueprints;
  private final Rotations rotations;
  private final Snapshot seen;
  private final Restarts restarts;
  private final Service service;
  private final boolean isOnce;
  private final String machine;

  /**
   * For one service.
   *
   * @param isOnce whether others wait for its completion
   * @param machine where published ports answer
   */
  ServiceReport(
      Blueprints blueprints,
      Rotations rotations,
      Snapshot seen,
      Restarts restarts,
      Service service,
      boolean isOnce,
      String machine) {
    this.machine = machine;
    this.rotations = rotations;
    this.isOnce = isOnce;
    this.blueprints = blueprints;
    this.seen = seen;
    this.restarts = restarts;
    this.service = service;
  }

  AppStatus.ServiceStatus report(RolloutReport rollouts) {
    List<ContainerView> containers = seen.of(service.name());
    List<List<ContainerView>> fitting =
        IntStream.rangeClosed(1, service.replicas()).mapToObj(this::fitting).toList();
    int updated = (int) fitting.stream().filter(some -> !some.isEmpty()).count();
    return new AppStatus.ServiceStatus(
        service.replicas(),
        (int) fitting.stream().filter(some -> some.stream().anyMatch(this::isReady)).count(),
        updated,
        seen.image(service.name()).map(ServiceReport::image),
        Stream.concat(containers.stream(), holders())
            .flatMap(c -> c.ports().stream())
            .map(this::endpoint)
            .distinct()
            .toList(),
        containers.stream().map(this::container).toList(),
        rollouts.of(service, updated));
  }

  /** Who has the service's fixed ports. */
  private Stream<ContainerView> holders() {
    return rotations.holder(service.name()).stream()
        .flatMap(holder -> seen.of(holder.name()).stream());
  }

  /** Containers of a replica that are as they should be. */
  private List<ContainerView> fitting(int replica) {
    return seen.of(service.name()).stream()
        .filter(c -> c.owner().map(Ownership::replica).orElse(0) == replica)
        .filter(blueprints.of(service, replica)::fits)
        .toList();
  }

  /** Who is there to be completed, since others wait for that, is not ready before. */
  private boolean isReady(ContainerView container) {
    return (!isOnce && rotations.isServing(container)) || isCompleted(container);
  }

  private boolean isCompleted(ContainerView container) {
    int replica = container.owner().map(Ownership::replica).orElse(1);
    return Readiness.isCompleted(service, container)
        && !blueprints.of(service, replica).renewal().isAsked(container);
  }

  private static AppStatus.Image image(ImageState state) {
    return switch (state) {
      case ImageState.Present present ->
          new AppStatus.Image(present.reference(), present.image().id(), digest(present.image()));
      case ImageState.Missing m -> new AppStatus.Image(m.reference(), "", Optional.empty());
      case ImageState.InProgress p -> new AppStatus.Image(p.reference(), "", Optional.empty());
      case ImageState.Failed f -> new AppStatus.Image(f.reference(), "", Optional.empty());
    };
  }

  private static Optional<String> digest(ImageView image) {
    return image.digests().stream()
        .map(digest -> digest.substring(digest.indexOf('@') + 1))
        .findFirst();
  }

  private String endpoint(Port port) {
    String scheme = port.protocol() == Port.Protocol.TCP ? "http" : text(port.protocol());
    String host =
        port.address()
            .filter(address -> !isEverywhere(address))
            .map(address -> address.contains(":") ? "[" + address + "]" : address)
            .orElse(machine);
    int published = port.published().map(Port.Range::first).orElse(port.target());
    return scheme + "://" + host + ":" + published;
  }

  private static boolean isEverywhere(String address) {
    return address.equals("0.0.0.0")
        || address.equals("::")
        || address.equals("127.0.0.1")
        || address.isEmpty();
  }

  private AppStatus.Container container(ContainerView seen) {
    Ownership owner = seen.owner().orElseThrow();
    ContainerView.Life life = seen.life();
    OptionalInt exitCode =
        life.exitCode().isPresent() && !seen.isRunning()
            ? OptionalInt.of(life.exitCode().get())
            : OptionalInt.empty();
    return new AppStatus.Container(
        seen.id(),
        seen.name(),
        owner.replica(),
        owner.revision(),
        text(life.state()),
        life.health() == ContainerView.Health.FAILING ? "unhealthy" : text(life.health()),
        restarts.made(seen),
        exitCode,
        life.startedAt(),
        UnnamedVolumeNames.of(seen),
        rotations.slot(seen).map(ServiceReport::rotation));
  }

  private static AppStatus.Rotated rotation(Rotation.Slot slot) {
    String state =
        switch (slot.admin()) {
          case READY -> slot.isUp() ? "in" : "down";
          case DRAIN -> "draining";
          case MAINT -> "out";
        };
    return new AppStatus.Rotated(state, slot.sessions(), slot.errors());
  }

  private static String text(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
