package dev.berth.reconcile.pass;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.spec.Port;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out who holds a host port that a service could not get. */
final class PortHolders {
  private final ContainerEngine engine;

  PortHolders(ContainerEngine engine) {
    this.engine = engine;
  }

  /** A sentence that names the holder, to go behind the engine's own message. */
  String of(DesiredApp desired, String serviceName) {
    Service service = desired.app().services().get(serviceName);
    if (service == null) {
      return "";
    }
    List<ContainerView> running =
        engine.containers(Map.of()).stream()
            .filter(c -> !isOf(c, desired.name(), serviceName))
            .toList();
    for (Port wanted : service.ports()) {
      Optional<ContainerView> holder =
          running.stream()
              .filter(c -> c.ports().stream().anyMatch(wanted::clashesWith))
              .findFirst();
      if (holder.isPresent()) {
        return "; port "
            + number(wanted)
            + " is held by "
            + name(holder.get())
            + ": stop it, or"
            + " publish another port";
      }
    }
    return "; it is held by a process outside of Docker (ss -ltnp shows which): end it, or publish"
        + " another port";
  }

  private static boolean isOf(ContainerView container, String app, String service) {
    return container
        .owner()
        .filter(owner -> owner.app().equals(app) && owner.service().equals(service))
        .isPresent();
  }

  private static String number(Port port) {
    return port.published().map(Port.Range::toString).orElse("");
  }

  private static String name(ContainerView holder) {
    return holder
        .owner()
        .map(Ownership::app)
        .map(app -> "app " + app + " (container " + holder.name() + ")")
        .orElse("container " + holder.name());
  }
}
