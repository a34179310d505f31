package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.Networking;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Service;
import dev.berth.spec.Setting;
import dev.berth.spec.SharedNamespace;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the containers whose parts a service's containers use. Engines want to be told which they
 * are; a service only says whose.
 */
final class NamespaceSharing {
  private final Blueprints blueprints;
  private final App app;
  private final Snapshot seen;

  NamespaceSharing(Blueprints blueprints, App app, Snapshot seen) {
    this.blueprints = blueprints;
    this.app = app;
    this.seen = seen;
  }

  /** The first container of a service that is as it should be. */
  private Optional<ContainerView> owner(String name) {
    return Optional.ofNullable(app.services().get(name)).flatMap(service -> keeper(service, 1));
  }

  private Optional<ContainerView> keeper(Service service, int replica) {
    List<ContainerView> claimants =
        seen.of(service.name()).stream()
            .filter(c -> c.owner().map(Ownership::replica).orElse(0) == replica)
            .toList();
    return ReplicaSlot.of(blueprints.of(service, replica), claimants).keeper();
  }

  /** Whose container is not there yet, in words. */
  Optional<String> obstacle(Service service) {
    return SharedNamespace.services(service).stream()
        .filter(shared -> owner(shared.service()).isEmpty())
        .findFirst()
        .map(shared ->
            shared.service() + " has no container yet, whose it shares by " + shared.key());
  }

  /** When the youngest of those whose namespaces are shared was started. */
  Optional<Instant> since(Service service) {
    return SharedNamespace.services(service).stream()
        .filter(shared -> !shared.key().equals(RunOption.VOLUMES_FROM.key()))
        .flatMap(shared -> owner(shared.service()).stream())
        .filter(ContainerView::isRunning)
        .flatMap(container -> container.life().startedAt().stream())
        .max(Comparator.naturalOrder());
  }

  /** When the youngest container of a service that is as it should be was made. */
  Optional<Instant> made(String name) {
    Optional<Service> service = Optional.ofNullable(app.services().get(name));
    return IntStream.rangeClosed(1, service.map(Service::replicas).orElse(0))
        .mapToObj(replica -> keeper(service.orElseThrow(), replica))
        .flatMap(Optional::stream)
        .map(ContainerView::createdAt)
        .max(Comparator.naturalOrder());
  }

  /** A network mode as the engine takes it; as it was said while nobody is there. */
  String mode(String text) {
    return text.startsWith(Networking.SERVICE)
        ? owner(text.substring(Networking.SERVICE.length()))
            .map(container -> Networking.CONTAINER + container.id())
            .orElse(text)
        : text;
  }

  /** Options likewise. */
  RunOptions options(RunOptions wanted) {
    RunOptions resolved = wanted;
    for (RunOption option : List.of(RunOption.IPC, RunOption.PID)) {
      if (wanted.get(option).isPresent()) {
        resolved = resolved.with(option, new Setting.Text(mode(wanted.text(option))));
      }
    }
    List<String> from = wanted.words(RunOption.VOLUMES_FROM);
    return from.isEmpty()
        ? resolved
        : resolved.with(
            RunOption.VOLUMES_FROM, new Setting.Words(from.stream().map(this::from).toList()));
  }

  /** {@code db:ro} of a service, {@code container:name:ro} of a container. */
  private String from(String text) {
    if (text.startsWith(Networking.CONTAINER)) {
      return text.substring(Networking.CONTAINER.length());
    }
    String service = SharedNamespace.front(text);
    return owner(service).map(c -> c.id() + text.substring(service.length())).orElse(text);
  }
}
