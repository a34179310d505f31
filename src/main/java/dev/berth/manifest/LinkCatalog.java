package dev.berth.manifest;

import dev.berth.spec.App;
import dev.berth.spec.AppDraft;
import dev.berth.spec.Dependency;
import dev.berth.spec.Link;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import dev.berth.spec.draft.AppReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

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
   * @param persistent the service with its data in a volume
   * @param fleeting the service without
   * @param environment what the linking service is given where it does not say itself
   */
  private record Entry(
      App persistent, App fleeting, boolean persists, Map<String, String> environment) {}

  /** Reads the data files. */
  public LinkCatalog() {
    ENTRIES.forEach(name -> entries.put(name, read(name)));
  }

  /** What can be linked to. */
  public Set<String> names() {
    return entries.keySet();
  }

  /**
   * The app with its links made true: services added, variables set, dependencies in place.
   *
   * <p>A service of the app wins over an entry of the catalog. Of several links to one entry the
   * options of the first that has any hold.
   */
  public App resolve(App app) {
    SortedMap<String, Service> services = new TreeMap<>(app.services());
    SortedMap<String, Volume> volumes = new TreeMap<>(app.volumes());
    for (Service service : app.services().values()) {
      for (Link link : service.links()) {
        Service linking = services.getOrDefault(service.name(), service);
        Optional<Entry> entry =
            app.services().containsKey(link.name())
                ? Optional.empty()
                : Optional.ofNullable(entries.get(link.name()));
        entry.ifPresent(found -> add(found, link, services, volumes));
        services.put(service.name(), linked(linking, link.name(), entry));
      }
    }
    return app.withServices(services).withVolumes(volumes);
  }

  private static Service linked(Service service, String target, Optional<Entry> entry) {
    SortedMap<String, String> environment = new TreeMap<>();
    entry.ifPresent(found -> environment.putAll(found.environment()));
    environment.putAll(service.environment());
    List<Dependency> dependencies = new ArrayList<>(service.dependencies());
    dependencies.removeIf(
        d -> d.service().equals(target) && d.condition() == Dependency.Condition.STARTED);
    dependencies.add(new Dependency(target, Dependency.Condition.READY, true));
    return service.withEnvironment(environment).withDependencies(dependencies);
  }

  private static void add(
      Entry entry,
      Link link,
      SortedMap<String, Service> services,
      SortedMap<String, Volume> volumes) {
    boolean isPlain = link.equals(Link.to(link.name()));
    if (isPlain && services.containsKey(link.name())) {
      return;
    }
    App source = link.persist().orElse(entry.persists()) ? entry.persistent() : entry.fleeting();
    Service service = source.service(link.name());
    SortedMap<String, String> environment = new TreeMap<>(service.environment());
    environment.putAll(link.environment());
    service = service.withEnvironment(environment);
    if (link.image().isPresent()) {
      service =
          service.withImage(
              new dev.berth.spec.ImageSource.Registry(
                  link.image().get(), dev.berth.spec.ImageSource.PullPolicy.MISSING));
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
      return new Entry(
          app(file, map(tree, "persistent")),
          app(file, map(tree, "fleeting")),
          Boolean.TRUE.equals(tree.get("persist")),
          environment);
    } catch (IOException e) {
      throw new UncheckedIOException("catalog file " + file, e);
    }
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
