package dev.berth.status;

import dev.berth.spec.Front;
import dev.berth.spec.FrontRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells the addresses that an app has by its names at the front door. */
public final class FrontEndpoints {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private FrontEndpoints() {}

  /** Before those of its ports. */
  public static AppStatus added(
      AppStatus status, String app, List<FrontRoute> routes, Front.Address address) {
    List<FrontRoute> own = routes.stream().filter(route -> route.app().equals(app)).toList();
    if (own.isEmpty()) {
      return status;
    }
    SortedMap<String, AppStatus.ServiceStatus> services = new TreeMap<>(status.services());
    services.replaceAll((name, service) -> {
      List<String> all = new ArrayList<>();
      own.stream()
          .filter(route -> route.service().equals(name))
          .forEach(route -> all.add(text(route, address)));
      all.addAll(service.endpoints());
      return service.withEndpoints(all);
    });
    return status.withServices(services);
  }

  private static String text(FrontRoute route, Front.Address address) {
    boolean isSecure = route.tls().isPresent();
    int number = isSecure ? address.https() : address.http();
    String port = number == (isSecure ? HTTPS : HTTP) ? "" : ":" + number;
    return (isSecure ? "https://" : "http://")
        + route.host()
        + port
        + (route.path().equals("/") ? "" : route.path());
  }
}
