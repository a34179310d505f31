package dev.berth.plan;

import dev.berth.spec.App;
import dev.berth.spec.Dependency;
import dev.berth.spec.Service;
import dev.berth.spec.SharedNamespace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The services of an app, each after those it depends on, else by name. */
final class ServiceOrder {
  private final App app;
  private final Set<String> order = new LinkedHashSet<>();

  private ServiceOrder(App app) {
    this.app = app;
  }

  /** Rules made sure that there is no cycle. */
  static List<Service> of(App app) {
    ServiceOrder order = new ServiceOrder(app);
    app.services().values().forEach(order::place);
    List<Service> services = new ArrayList<>();
    order.order.forEach(name -> services.add(app.service(name)));
    return services;
  }

  private void place(Service service) {
    if (order.contains(service.name())) {
      return;
    }
    Stream.concat(
            service.dependencies().stream().map(Dependency::service),
            SharedNamespace.services(service).stream().map(SharedNamespace::service))
        .filter(name -> app.services().containsKey(name))
        .sorted()
        .forEach(name -> place(app.service(name)));
    order.add(service.name());
  }
}
