package dev.berth.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holders of fixed ports: services that Berth adds to an app, one before each service of which
 * several containers have to stand behind one port of the host (Kubernetes: a service in front of
 * pods). A holder has the port for good; containers behind it come and go.
 *
 * <p>There is one only where it was asked for, by more than one replica or by {@code Rolling}, and
 * where old and new containers can be at work side by side. Everything else keeps its port for
 * itself.
 */
public final class Holders {
  /** What a holder is called beside the service that it stands before. */
  private static final String END = "-holder";

  /** In the holder's container its ports begin here: above those that take rights to listen on. */
  private static final int FIRST_LISTEN = 20_000;

  /** Where a holder listens for the front door; the same whatever ports there are beside it. */
  public static final int FRONT_LISTEN = FIRST_LISTEN - 1;

  /** Where HAProxy finds its file, in the official image and everywhere else. */
  public static final String FILE = "/usr/local/etc/haproxy/haproxy.cfg";

  /** What is said of ports on which HTTP/2 is spoken without TLS. */
  public static final Set<String> H2 = Set.of("http2", "h2c", "grpc", "kubernetes.io/h2c");

  private Holders() {}

  /**
   * A port that a holder has.
   *
   * @param listen the holder's own port, inside its container
   * @param port as the service declares it; without a published part where it is for the front door
   */
  public record Held(int listen, Port port) {
    /** Whether only the front door sends requests to it. */
    public boolean isFront() {
      return listen == FRONT_LISTEN;
    }
  }

  /** The name of the holder before a service. */
  public static String name(String service) {
    return service + END;
  }

  /** Whether a service has a holder in front, as an app wants it. */
  public static boolean isWanted(App app, Service service) {
    if (isNamed(app, service)) {
      return true;
    }
    boolean isAsked = service.replicas() > 1 || app.rollout().strategy().overlaps();
    return isAsked
        && service.ports().stream().anyMatch(Holders::isHeld)
        && service.networking().mode().isEmpty()
        && (service.replicas() > 1 || (app.rollout().surge(1) > 0 && service.canRunTwice()));
  }

  /** Whether the front door sends requests to a service. */
  public static boolean isNamed(App app, Service service) {
    IngressRule rule = app.ingress().rule();
    return rule.service(app).filter(one -> one.name().equals(service.name())).isPresent()
        && rule.port(service).isPresent()
        && service.networking().mode().isEmpty();
  }

  /** Whether a port is one that a holder can have: fixed, and of TCP. */
  public static boolean isHeld(Port port) {
    return port.isFixed() && port.protocol() == Port.Protocol.TCP && !port.ofHost();
  }

  /** The app with holders added, and the fixed ports of those behind them moved to them. */
  public static App lay(App app) {
    SortedMap<String, Service> services = new TreeMap<>(app.services());
    boolean isNamed = false;
    for (Service service : app.services().values()) {
      isNamed |= isNamed(app, service);
      if (isWanted(app, service) && !services.containsKey(name(service.name()))) {
        services.put(name(service.name()), holder(app, service));
        services.put(service.name(), behindHolder(service));
      }
    }
    App laid = app.withServices(services);
    return isNamed ? laid.withNetworks(Front.beside(app.networks())) : laid;
  }

  /** The app without holders, every port where it was declared. */
  public static App lift(App app, App declared) {
    SortedMap<String, Service> services = new TreeMap<>(app.services());
    for (Service service : declared.services().values()) {
      if (before(declared, app, service.name()).isPresent()) {
        services.remove(name(service.name()));
        services.computeIfPresent(
            service.name(), (name, laid) -> laid.withPorts(service.ports(), service.expose()));
      }
    }
    SortedMap<String, Network> networks = new TreeMap<>(app.networks());
    networks.remove(Front.PLACE);
    return app.withServices(services).withNetworks(networks);
  }

  /** Its own containers go on to tell the port that they listen on. */
  private static Service behindHolder(Service service) {
    Set<ContainerPort> exposed = new LinkedHashSet<>(service.expose());
    fixed(service).forEach(held -> exposed.add(ContainerPort.tcp(held.port().target())));
    return service.withPorts(
        service.ports().stream().filter(port -> !isHeld(port)).toList(), List.copyOf(exposed));
  }

  /**
   * The service behind a holder.
   *
   * @param declared the app as its user wrote it, without holders
   */
  public static Optional<Service> behind(App declared, String holder) {
    return holder.endsWith(END) && !declared.services().containsKey(holder)
        ? Optional.ofNullable(
            declared.services().get(holder.substring(0, holder.length() - END.length())))
        : Optional.empty();
  }

  /**
   * The holder before a service, if there is one.
   *
   * @param app with holders
   */
  public static Optional<Service> before(App declared, App app, String service) {
    return Optional.ofNullable(app.services().get(name(service)))
        .filter(holder -> behind(declared, holder.name()).isPresent());
  }

  /**
   * What a holder has, by the service behind it; in a fixed order.
   *
   * @param declared the app as its user wrote it, without holders
   */
  public static List<Held> held(App declared, Service service) {
    List<Held> held = fixed(service);
    if (isNamed(declared, service)) {
      declared
          .ingress()
          .rule()
          .port(service)
          .ifPresent(target -> held.add(new Held(FRONT_LISTEN, forFront(service, target))));
    }
    return held;
  }

  private static List<Held> fixed(Service service) {
    List<Held> held = new ArrayList<>();
    for (Port port : service.ports()) {
      if (isHeld(port)) {
        held.add(new Held(FIRST_LISTEN + held.size(), port));
      }
    }
    return held;
  }

  /** The front door has requests only, in one of two forms. */
  private static Port forFront(Service service, int target) {
    return new Port(
        Optional.empty(),
        Optional.empty(),
        target,
        Port.Protocol.TCP,
        Optional.of(speaksH2(service, target) ? "h2c" : "http"),
        Optional.empty());
  }

  /** Whether a port of a service is declared as one of HTTP/2 without TLS. */
  public static boolean speaksH2(Service service, int target) {
    return service.ports().stream()
        .filter(port -> port.target() == target && port.protocol() == Port.Protocol.TCP)
        .flatMap(port -> port.appProtocol().stream())
        .anyMatch(word -> H2.contains(word.toLowerCase(Locale.ROOT)));
  }

  private static Service holder(App app, Service service) {
    List<Port> published =
        fixed(service).stream()
            .map(held ->
                new Port(
                    held.port().address(),
                    held.port().published(),
                    held.listen(),
                    Port.Protocol.TCP))
            .toList();
    return Proxies.proxy(
        name(service.name()), app.ingress().reference(), published, beside(app, service));
  }

  /** On the networks of the service, under no name of its own but the holder's. */
  private static Networking beside(App app, Service service) {
    SortedMap<String, Networking.Attachment> places = new TreeMap<>();
    for (Map.Entry<String, Networking.Attachment> place :
        service.networking().networks().entrySet()) {
      places.put(place.getKey(), Networking.Attachment.PLAIN);
    }
    if (isNamed(app, service)) {
      service
          .networking()
          .attachments()
          .forEach(place -> places.put(place.getKey(), Networking.Attachment.PLAIN));
      places.put(Front.PLACE, Front.place(app.name(), service.name()));
    }
    return Networking.PLAIN.withNetworks(places);
  }
}
