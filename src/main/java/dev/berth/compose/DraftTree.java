package dev.berth.compose;

import dev.berth.spec.AppDraft;
import dev.berth.spec.AppName;
import dev.berth.spec.draft.AppReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The canonical model in the keys of a manifest, so that services are read in one place. What only
 * Docker Compose itself can use is left out and named.
 */
final class DraftTree {
  /** Keys of a service that say something to Docker Compose alone. */
  private static final Set<String> IGNORED = Set.of("attach", "develop");

  private final String name;
  private final Model model;
  private final Map<String, Object> tree;
  private final List<String> ignored = new ArrayList<>();

  DraftTree(String name, Model model, Map<String, Object> tree) {
    this.name = name;
    this.model = model;
    this.tree = tree;
  }

  List<String> ignored() {
    return List.copyOf(ignored);
  }

  AppDraft read() {
    Map<String, Object> app = new LinkedHashMap<>();
    app.put("name", appName());
    Map<String, Object> services = new TreeMap<>();
    model.services.keySet().forEach(key -> services.put(key, service(key)));
    app.put("services", services);
    model.resources.keySet().forEach(kind -> resources(kind, app));
    return AppReader.read(app);
  }

  /** Projects may have names that are no host names; apps may not. */
  private String appName() {
    String label = name.replace('_', '-').replaceFirst("-+$", "");
    return label.substring(0, Math.min(label.length(), AppName.LONGEST));
  }

  private Map<String, Object> service(String key) {
    Map<String, Object> service = new LinkedHashMap<>();
    model
        .service(key)
        .forEach((name, value) -> {
          if (IGNORED.contains(name)) {
            ignored.add("services." + key + "." + name);
          } else if (!name.equals("profiles")) {
            put(service, name, value);
          }
        });
    if (!service.containsKey("restart") && !restartsByDeploy(service)) {
      service.put("restart", "no");
    }
    boolean onlyDefault =
        isDefaultNetwork()
            && Trees.map(service.get("networks"))
                .filter(networks -> networks.keySet().equals(Set.of("default")))
                .filter(networks -> networks.get("default") instanceof Map<?, ?> m && m.isEmpty())
                .isPresent();
    if (onlyDefault) {
      service.remove("networks");
    }
    return service;
  }

  private static boolean restartsByDeploy(Map<String, Object> service) {
    return Trees.map(service, "deploy").containsKey("restart_policy");
  }

  /** Whether the default network is just that. */
  private boolean isDefaultNetwork() {
    Map<String, Object> network = Trees.map(model.of("networks"), "default");
    return network.keySet().equals(Set.of("name", "ipam"))
        && (name + "_default").equals(network.get("name"))
        && Trees.map(network, "ipam").isEmpty();
  }

  private static void put(Map<String, Object> into, String key, Object value) {
    if (key.equals("networks")) {
      Map<String, Object> networks = new LinkedHashMap<>();
      Trees.map(value)
          .ifPresent(map ->
              map.forEach(
                  (name, v) -> networks.put(name, Trees.map(v).orElseGet(LinkedHashMap::new))));
      into.put(key, networks);
      return;
    }
    Object kept = withoutNothing(key.equals("blkio_config") ? lower(value) : value);
    boolean isEmpty = (kept instanceof Map<?, ?> map && map.isEmpty()) || kept == Nothing.NULL;
    if (!isEmpty) {
      into.put(key, kept);
    }
  }

  /** The canonical model has some keys of {@code blkio_config} with capitals; files have not. */
  private static Object lower(Object value) {
    if (value instanceof Map<?, ?>) {
      Map<String, Object> lower = new LinkedHashMap<>();
      Trees.map(value)
          .orElseThrow()
          .forEach((key, v) -> lower.put(key.toLowerCase(Locale.ROOT), lower(v)));
      return lower;
    }
    return value instanceof List<?> list ? list.stream().map(DraftTree::lower).toList() : value;
  }

  /** Maps without keys that have no value, or empty maps, at any depth. */
  private static Object withoutNothing(Object value) {
    if (value instanceof Map<?, ?>) {
      Map<String, Object> kept = new LinkedHashMap<>();
      Trees.map(value).orElseThrow().forEach((key, v) -> put(kept, key, v));
      return kept;
    }
    return value instanceof List<?> list
        ? list.stream().map(DraftTree::withoutNothing).toList()
        : value;
  }

  private void resources(String kind, Map<String, Object> app) {
    Map<String, Object> resources = new TreeMap<>();
    model
        .of(kind)
        .forEach((key, value) -> {
          boolean implied = kind.equals("networks") && key.equals("default") && isDefaultNetwork();
          if (!implied) {
            resources.put(key, resource(kind, key, value));
          }
        });
    if (!resources.isEmpty()) {
      app.put(kind, resources);
    }
  }

  private Map<String, Object> resource(String kind, String key, Object value) {
    Map<String, Object> resource = new LinkedHashMap<>();
    Trees.map(value).ifPresent(map -> map.forEach((name, v) -> put(resource, name, v)));
    if ((name + "_" + key).equals(resource.get("name"))) {
      resource.remove("name");
    }
    Map<String, Object> written = Trees.map(Trees.map(tree, kind), key);
    if (written.get(Loader.CONTENT) instanceof String content) {
      resource.remove("environment");
      resource.put("content", content);
    }
    return resource;
  }
}
