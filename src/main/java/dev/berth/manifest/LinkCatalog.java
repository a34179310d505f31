package dev.berth.manifest;

import dev.berth.spec.App;
import dev.berth.spec.Dependency;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Link;
import dev.berth.spec.Networking;
import dev.berth.spec.PullPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.validation.AppDraft;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Services that an app gets by linking to their name. Each is a data file, {@code
 * catalog/NAME.yaml}: a service in the keys of a manifest, once with and once without a volume, and
 * the variables that its users get.
 */
public final class LinkCatalog {
  private static final List<String> ENTRIES = List.of("redis");

  private final SortedMap<String, Entry> entries = new TreeMap<>();

  /**
   * One entry.
   *
   * @param open the service with its data in a volume, and without
   * @param closed the same where a password is asked for
   * @param environment what the linking service is given where it does not say itself
   */
  private record Entry(
      Variants open,
      Optional<Variants> closed,
      boolean persists,
      Map<String, String> environment,
      LinkSecret secret) {

    Variants variants(Link link) {
      return link.auth().orElse(false) ? closed.orElse(open) : open;
    }
  }

  private record Variants(App persistent, App fleeting) {}

  /** Reads the data files. */
  public LinkCatalog() {
    ENTRIES.forEach(name -> entries.put(name, read(name)));
  }

  /** What can be linked to. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** The images of the services that links add. */
  public Set<String> images() {
    return entries.values().stream()
        .flatMap(entry -> entry.open().persistent().services().values().stream())
        .flatMap(service ->
            service.image() instanceof ImageSource.Registry registry
                ? Stream.of(registry.reference())
                : Stream.empty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The app with its links made true: services added, variables set, dependencies in place.
   *
   * <p>A service of the app wins over an entry of the catalog. Of several links to one entry the
   * options of the first that has any hold.
   *
   * @param before what was made of the app the last time: its passwords are kept
   */
  public App resolve(App app, Optional<App> before) {
    SortedMap<String, Service> services = new TreeMap<>(app.services());
    SortedMap<String, Volume> volumes = new TreeMap<>(app.volumes());
    for (Link link : catalogLinks(app)) {
      Optional.ofNullable(entries.get(link.name()))
          .ifPresent(found -> add(found, link, before, services, volumes));
    }
    for (Service service : app.services().values()) {
      for (Link link : service.links()) {
        Service linking = services.getOrDefault(service.name(), service);
        Service target = services.get(link.name());
        Optional<Map<String, String>> given =
            app.services().containsKey(link.name()) || target == null
                ? Optional.empty()
                : Optional.ofNullable(entries.get(link.name()))
                    .map(entry -> environment(entry, target));
        services.put(service.name(), linked(linking, link.name(), given));
        if (given.isPresent() && target != null) {
          services.put(link.name(), joined(target, service));
        }
      }
    }
    return app.withServices(services).withVolumes(volumes);
  }

  /** Links to other than the app's own services; those with options first. */
  private static List<Link> catalogLinks(App app) {
    return app.services().values().stream()
        .flatMap(service -> service.links().stream())
        .filter(link -> !app.services().containsKey(link.name()))
        .sorted(Comparator.comparing(LinkCatalog::isPlain))
        .toList();
  }

  private static boolean isPlain(Link link) {
    return link.equals(Link.to(link.name()));
  }

  /** What the linking service is given, the password of the linked one in it. */
  private static Map<String, String> environment(Entry entry, Service linked) {
    Map<String, String> environment = new TreeMap<>(entry.environment());
    environment.putAll(entry.secret().forUsersOf(linked));
    return environment;
  }

  private static Service linked(
      Service service, String target, Optional<Map<String, String>> given) {
    SortedMap<String, String> environment = new TreeMap<>(given.orElse(Map.of()));
    environment.putAll(service.environment());
    List<Dependency> dependencies = new ArrayList<>(service.dependencies());
    dependencies.removeIf(
        d -> d.service().equals(target) && d.condition() == Dependency.Condition.STARTED);
    dependencies.add(Dependency.on(target, Dependency.Condition.READY));
    return service.withEnvironment(environment).withDependencies(dependencies);
  }

  /** On all networks of those that link to it. */
  private static Service joined(Service linked, Service linking) {
    SortedMap<String, Networking.Attachment> networks =
        new TreeMap<>(linked.networking().networks());
    linking
        .networking()
        .attachments()
        .forEach(place -> networks.put(place.getKey(), Networking.Attachment.PLAIN));
    return networks.keySet().equals(Set.of(Networking.DEFAULT))
        ? linked
        : linked.withSurroundings(
            linked.surroundings().withNetworking(linked.networking().withNetworks(networks)));
  }

  private static void add(
      Entry entry,
      Link link,
      Optional<App> before,
      SortedMap<String, Service> services,
      SortedMap<String, Volume> volumes) {
    if (services.containsKey(link.name())) {
      return;
    }
    Variants variants = entry.variants(link);
    App source =
        link.persist().orElse(entry.persists()) ? variants.persistent() : variants.fleeting();
    Service service = source.service(link.name());
    SortedMap<String, String> environment = new TreeMap<>(service.environment());
    environment.putAll(link.environment());
    if (link.auth().orElse(false)) {
      Optional<Service> old = before.map(app -> app.services().get(link.name()));
      environment.putAll(entry.secret().forServer(environment, old));
    }
    service = service.withEnvironment(environment);
    if (link.image().isPresent()) {
      service = service.withImage(new ImageSource.Registry(link.image().get(), PullPolicy.MISSING));
    }
    services.put(link.name(), service);
    volumes.putAll(source.volumes());
  }

  private static Entry read(String name) {
    String file = "/catalog/" + name + ".yaml";
    try (InputStream in = LinkCatalog.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("catalog file " + file + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<?, ?> tree = (Map<?, ?>) YamlTree.documents(text, new ArrayList<>()).getFirst();
      Map<String, String> environment = new LinkedHashMap<>();
      map(tree, "environment")
          .forEach((key, value) -> environment.put(String.valueOf(key), String.valueOf(value)));
      LinkSecret secret = LinkSecret.of(map(tree, "secret"));
      return new Entry(
          variants(file, tree, secret.command(), false),
          secret.command().isEmpty()
              ? Optional.empty()
              : Optional.of(variants(file, tree, secret.command(), true)),
          Boolean.TRUE.equals(tree.get("persist")),
          environment,
          secret);
    } catch (IOException e) {
      throw new UncheckedIOException("catalog file " + file, e);
    }
  }

  private static Variants variants(
      String file, Map<?, ?> tree, List<String> guard, boolean isClosed) {
    List<String> before = isClosed ? guard : List.of();
    return new Variants(
        app(file, LinkSecret.guarded(map(tree, "persistent"), before)),
        app(file, LinkSecret.guarded(map(tree, "fleeting"), before)));
  }

  private static Map<?, ?> map(Map<?, ?> tree, String key) {
    return tree.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static App app(String file, Map<?, ?> tree) {
    Map<String, Object> document = new LinkedHashMap<>();
    tree.forEach((key, value) -> document.put(String.valueOf(key), value));
    AppDraft draft = AppReader.read(document);
    if (!draft.violations().isEmpty()) {
      throw new IllegalStateException(file + ": " + draft.violations());
    }
    return draft.app();
  }
}
