package dev.berth.plan;

import dev.berth.spec.App;
import dev.berth.spec.FrontRoute;
import dev.berth.spec.Holders;
import dev.berth.spec.IngressRule;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who gets which name at the front door, of all who ask: who has it keeps it for as long as he asks
 * for it, and else it is the older app's. Nobody loses a name to a newcomer.
 *
 * @param routes names and who answers for them, in their order
 * @param refused by app, each name that it asks for and another has, with that other's name
 */
public record FrontClaims(
    List<FrontRoute> routes, SortedMap<String, SortedMap<String, String>> refused) {
  public FrontClaims {
    routes = List.copyOf(routes);
    refused = new TreeMap<>(refused);
  }

  /** What is to be, by what is asked for and what was so far. */
  public static FrontClaims of(List<DesiredApp> apps, List<FrontRoute> before) {
    Map<String, FrontRoute> taken = new LinkedHashMap<>();
    SortedMap<String, SortedMap<String, String>> refused = new TreeMap<>();
    Map<String, String> holders = new HashMap<>();
    before.forEach(route -> holders.put(route.claim(), route.app()));
    List<FrontRoute> asked = new ArrayList<>();
    apps.stream()
        .filter(app -> !app.isDeleting())
        .sorted(Comparator.comparing(DesiredApp::createdAt).thenComparing(DesiredApp::name))
        .forEach(app -> asked.addAll(asked(app.declared())));
    asked.stream()
        .filter(route -> route.app().equals(holders.get(route.claim())))
        .forEach(route -> taken.put(route.claim(), route));
    for (FrontRoute route : asked) {
      FrontRoute holder = taken.computeIfAbsent(route.claim(), claim -> route);
      if (!holder.app().equals(route.app())) {
        refused
            .computeIfAbsent(route.app(), app -> new TreeMap<>())
            .put(route.claim(), holder.app());
      }
    }
    List<FrontRoute> routes =
        taken.values().stream().sorted(Comparator.comparing(FrontRoute::claim)).toList();
    return new FrontClaims(routes, refused);
  }

  /** The names that an app asks for. */
  public static List<FrontRoute> asked(App declared) {
    IngressRule rule = declared.ingress().rule();
    Optional<Service> service = rule.service(declared).filter(s -> Holders.isNamed(declared, s));
    if (service.isEmpty()) {
      return List.of();
    }
    boolean isH2 =
        rule.port(service.get()).filter(port -> Holders.speaksH2(service.get(), port)).isPresent();
    List<FrontRoute> routes = new ArrayList<>();
    for (String host : rule.hosts()) {
      for (String path : rule.prefixes()) {
        routes.add(
            new FrontRoute(host, path, declared.name(), service.get().name(), isH2, rule.tls()));
      }
    }
    return routes;
  }
}
