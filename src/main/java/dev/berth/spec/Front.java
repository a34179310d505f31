package dev.berth.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The front door: an app that Berth itself declares while others ask for names ({@code
 * ingress.hosts}). Its one container has the shared ports for all of them and sends requests on by
 * host and path (Kubernetes: an ingress controller). An app like any other, so that plan, drift,
 * repair and events are those of all apps; only its file is changed without a new container.
 *
 * <p>Behind it stand holders, never containers of users: they alone are on its inner network, so
 * that nobody can take a name there.
 */
public final class Front {
  /** The app. */
  public static final String APP = "berth-front";

  /** Its only service. */
  public static final String SERVICE = "front";

  /** Where it listens for HTTP, inside its container. */
  public static final int HTTP = 20_080;

  /** Likewise for TLS. */
  public static final int HTTPS = 20_443;

  /** What holders call its inner network: no user can call one so. */
  static final String PLACE = "~front";

  /** Likewise in the front door's own declaration, and on the engine. */
  private static final String INNER = "apps";

  private static final String ROUTES = "routes";
  private static final String CHALLENGES = "challenges";

  private Front() {}

  /**
   * Where the front door listens.
   *
   * @param address of the host; all where absent
   * @param http port of the host
   * @param https likewise for TLS
   */
  public record Address(Optional<String> address, int http, int https) {
    /** Where browsers look. */
    public static final Address USUAL = new Address(Optional.empty(), 80, 443);
  }

  /** Whether an app is the front door, and not a user's that is called so. */
  public static boolean isFront(App app) {
    return app.name().equals(APP)
        && app.configs().containsKey(ROUTES)
        && app.services().keySet().equals(Set.of(SERVICE));
  }

  /** Whether a service is the front door's. */
  public static boolean isFront(App app, Service service) {
    return isFront(app) && service.name().equals(SERVICE);
  }

  /**
   * Its declaration.
   *
   * @param certificates names of secrets by which it speaks TLS
   * @param thumbprint what it answers behind tokens of ACME, see {@link #thumbprint}
   */
  public static App app(
      Address address,
      List<FrontRoute> routes,
      Set<String> certificates,
      Optional<String> thumbprint) {
    SortedMap<String, FileSource> configs = new TreeMap<>();
    String text = routes.stream().map(FrontRoute::text).collect(Collectors.joining("\n"));
    configs.put(ROUTES, new FileSource.Inline(text));
    thumbprint.ifPresent(print -> configs.put(CHALLENGES, new FileSource.Inline(print)));
    SortedMap<String, FileSource> secrets = new TreeMap<>();
    certificates.forEach(name -> secrets.put(name, new FileSource.Kept(name)));
    App bare = App.named(APP, new TreeMap<>());
    return bare.withServices(new TreeMap<>(Map.of(SERVICE, service(address))))
        .withNetworks(new TreeMap<>(Map.of(INNER, inner(false))))
        .withFiles(secrets, configs);
  }

  /** Who answers for which name, as its declaration says. */
  public static List<FrontRoute> routes(App front) {
    return front.configs().get(ROUTES) instanceof FileSource.Inline inline
        ? inline.content().lines().flatMap(line -> FrontRoute.parsed(line).stream()).toList()
        : List.of();
  }

  /**
   * What it answers behind the token of each challenge of ACME (RFC 8555, section 8.3), for hosts
   * whose certificate is made so: the digest of the account's key, which is no secret. It needs to
   * know no token, so that no challenge changes its file.
   */
  public static Optional<String> thumbprint(App front) {
    return front.configs().get(CHALLENGES) instanceof FileSource.Inline inline
        ? Optional.of(inline.content())
        : Optional.empty();
  }

  /** Nothing outside is reached from it, so that it never carries a holder's published ports. */
  private static Network inner(boolean external) {
    return new Network(
        Optional.of(network()),
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        !external,
        false,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        external);
  }

  private static Service service(Address address) {
    SortedMap<String, Networking.Attachment> places = new TreeMap<>();
    places.put(INNER, Networking.Attachment.PLAIN);
    places.put(Networking.DEFAULT, Networking.Attachment.PLAIN.withPriority(1));
    return Proxies.proxy(
        SERVICE,
        Ingress.IMAGE,
        List.of(port(address, address.http(), HTTP), port(address, address.https(), HTTPS)),
        Networking.PLAIN.withNetworks(places));
  }

  private static Port port(Address address, int published, int target) {
    return new Port(
        address.address(),
        Optional.of(new Port.Range(published, published)),
        target,
        Port.Protocol.TCP);
  }

  /** The port of the host for TLS, as its declaration says. */
  public static int httpsPort(App front) {
    return front.service(SERVICE).ports().stream()
        .filter(port -> port.target() == HTTPS)
        .flatMap(port -> port.published().stream())
        .map(Port.Range::first)
        .findFirst()
        .orElse(Address.USUAL.https());
  }

  /** The app's networks with that on which the front door finds holders. */
  static SortedMap<String, Network> beside(SortedMap<String, Network> networks) {
    SortedMap<String, Network> all = new TreeMap<>(networks);
    all.put(PLACE, inner(true));
    return all;
  }

  /** Whether a service is to be found by the front door. */
  public static boolean isBehind(Service service) {
    return service.networking().attachments().stream()
        .anyMatch(place -> place.getKey().equals(PLACE));
  }

  /** What the network of holders is called on the engine. */
  public static String network() {
    return APP + "_" + INNER;
  }

  /** A holder's place there, under a name that is good over all apps. */
  static Networking.Attachment place(String app, String service) {
    return Networking.Attachment.PLAIN.withAliases(List.of(alias(app, service)));
  }

  /** What the front door calls the holder before a service. */
  public static String alias(String app, String service) {
    return service + "." + app + "." + APP;
  }
}
