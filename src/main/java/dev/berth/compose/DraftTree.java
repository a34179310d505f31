package dev.berth.compose;

import dev.berth.spec.AppName;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.validation.AppDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The canonical model in the keys of a manifest, so that services are read in one place. What only
 * Docker Compose itself can use is left out and named.
 */
final class DraftTree {
  private final String name;
  private final Model model;
  private final Map<String, Object> tree;
  private final ProjectFiles files;
  private final List<String> ignored = new ArrayList<>();

  DraftTree(String name, Model model, Map<String, Object> tree, ProjectFiles files) {
    this.name = name;
    this.model = model;
    this.tree = tree;
    this.files = files;
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
    Map<String, Object> rollout = new UpdateConfig(model).rollout();
    if (!rollout.isEmpty()) {
      app.put("rollout", rollout);
    }
    model.resources.keySet().forEach(kind -> resources(kind, app));
    return AppReader.read(app);
  }

  /** Projects may have names that are no host names; apps may not. */
  private String appName() {
    String label = name.replace('_', '-').replaceFirst("-+$", "");
    return label.substring(0, Math.min(label.length(), AppName.LONGEST));
  }

  private Map<String, Object> service(String key) {
    Map<String, Object> service =
        new DraftService(files, "services." + key, ignored).of(model.service(key));
    boolean onlyDefault =
        isDefaultNetwork()
            && Map.of("default", Map.of()).equals(ComposeTrees.map(service, "networks"));
    if (onlyDefault) {
      service.remove("networks");
    }
    return service;
  }

  /** Whether the default network is just that. */
  private boolean isDefaultNetwork() {
    Map<String, Object> network = ComposeTrees.map(model.of("networks"), "default");
    return network.keySet().equals(Set.of("name", "ipam"))
        && (name + "_default").equals(network.get("name"))
        && ComposeTrees.map(network, "ipam").isEmpty();
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
    ComposeTrees.map(value)
        .ifPresent(map -> map.forEach((field, v) -> DraftService.put(resource, field, v)));
    if ((name + "_" + key).equals(resource.get("name"))) {
      resource.remove("name");
    }
    Map<String, Object> written = ComposeTrees.map(ComposeTrees.map(tree, kind), key);
    if (written.get(Loader.CONTENT) instanceof String content) {
      resource.remove("environment");
      resource.put("content", content);
    }
    return resource;
  }
}
