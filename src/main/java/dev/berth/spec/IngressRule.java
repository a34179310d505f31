package dev.berth.spec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names under which the front door answers for an app (Kubernetes: a rule of an Ingress).
 *
 * @param hosts {@code shop.example}, or {@code *.shop.example} for one label in place of the star
 * @param paths what requests begin with, whole segments; all where none is said
 * @param service that answers; see {@link #service(App)}
 * @param port of its containers; see {@link #port(Service)}
 * @param tls how the names are answered with TLS; without where absent
 */
public record IngressRule(
    List<String> hosts,
    List<String> paths,
    Optional<String> service,
    Optional<Integer> port,
    Optional<IngressTls> tls) {
  /** No names. */
  public static final IngressRule NONE =
      new IngressRule(List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  public IngressRule {
    hosts = List.copyOf(hosts);
    paths = List.copyOf(paths);
  }

  /** Whether any name was asked for. */
  public boolean isAsked() {
    return !hosts.isEmpty();
  }

  /** Paths as requests are compared with them: none ends with a slash but the root. */
  public Set<String> prefixes() {
    Set<String> prefixes = new LinkedHashSet<>();
    paths.forEach(path -> prefixes.add(path.length() > 1 ? path.replaceAll("/+$", "") : path));
    return prefixes.isEmpty() ? Set.of("/") : prefixes;
  }

  /**
   * The service that answers, if it is clear which: the one that is named, or that bears the app's
   * name, or the only one that publishes ports of TCP, or the only one that no other links to.
   */
  public Optional<Service> service(App app) {
    if (!isAsked()) {
      return Optional.empty();
    }
    if (service.isPresent()) {
      return Optional.ofNullable(app.services().get(service.get()));
    }
    List<Service> publishing =
        app.services().values().stream()
            .filter(one -> one.ports().stream().anyMatch(IngressRule::isTcp))
            .toList();
    List<Service> unlinked =
        app.services().values().stream()
            .filter(one -> app.services().values().stream().noneMatch(o -> isLinked(o, one)))
            .toList();
    return Optional.ofNullable(app.services().get(app.name()))
        .or(() -> only(publishing))
        .or(() -> only(unlinked));
  }

  private static boolean isLinked(Service from, Service to) {
    return from.links().stream().anyMatch(link -> link.name().equals(to.name()));
  }

  private static Optional<Service> only(List<Service> some) {
    return some.size() == 1 ? Optional.of(some.getFirst()) : Optional.empty();
  }

  private static boolean isTcp(Port port) {
    return port.protocol() == Port.Protocol.TCP;
  }

  /** The port that answers, if it is clear which: the one that is said, or the only one of TCP. */
  public Optional<Integer> port(Service of) {
    Set<Integer> targets = targets(of);
    return port.or(
        () -> targets.size() == 1 ? Optional.of(targets.iterator().next()) : Optional.empty());
  }

  /** Ports of TCP that a service declares, published or exposed. */
  public static Set<Integer> targets(Service of) {
    Set<Integer> targets = new TreeSet<>();
    of.ports().stream().filter(IngressRule::isTcp).forEach(port -> targets.add(port.target()));
    of.expose().stream().filter(ContainerPort::isTcp).forEach(port -> targets.add(port.number()));
    return targets;
  }
}
