package dev.berth.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes out what a project has without saying: networks, names, dependencies by use. */
final class Normal {
  private static final List<String> SHARED = List.of("network_mode", "ipc", "pid", "uts", "cgroup");

  private final Map<String, Object> tree;
  private final Map<String, String> environment;
  private final String project;

  private Normal(Map<String, Object> tree, Map<String, String> environment, String project) {
    this.tree = tree;
    this.environment = environment;
    this.project = project;
  }

  /** Changes a tree. */
  static void apply(Map<String, Object> tree, Map<String, String> environment, String project) {
    Normal normal = new Normal(tree, environment, project);
    normal.networks();
    for (Object service : Trees.map(tree, "services").values()) {
      Trees.map(service).ifPresent(normal::service);
    }
    FileShape.RESOURCES.keySet().forEach(normal::names);
  }

  private void networks() {
    boolean usesDefault = false;
    for (Object one : Trees.map(tree, "services").values()) {
      Optional<Map<String, Object>> service = Trees.map(one);
      if (service.isEmpty()
          || service.get().containsKey("provider")
          || service.get().containsKey("network_mode")) {
        continue;
      }
      Map<String, Object> networks = Trees.map(service.get(), "networks");
      if (networks.isEmpty()) {
        networks.put("default", Nothing.NULL);
      }
      service.get().put("networks", networks);
      usesDefault |= networks.containsKey("default");
    }
    if (usesDefault) {
      Map<String, Object> networks = Trees.map(tree, "networks");
      networks.putIfAbsent("default", Nothing.NULL);
      tree.put("networks", networks);
    }
  }

  private void service(Map<String, Object> service) {
    if ("if_not_present".equals(service.get("pull_policy"))) {
      service.put("pull_policy", "missing");
    }
    Trees.map(service.get("build")).ifPresent(this::build);
    if (service.containsKey("environment")) {
      service.put("environment", resolved(service.getOrDefault("environment", ""), true));
    }
    Map<String, Object> dependencies = Trees.map(service, "depends_on");
    for (Object link : Trees.list(service, "links")) {
      String[] parts = link.toString().split(":", -1);
      depend(dependencies, parts.length == 2 ? parts[0] : link.toString(), true);
    }
    for (String key : SHARED) {
      Trees.text(service, key)
          .filter(text -> text.startsWith("service:"))
          .ifPresent(text -> depend(dependencies, text.substring("service:".length()), true));
    }
    for (Object mount : Trees.list(service, "volumes")) {
      Trees.map(mount)
          .ifPresent(
              m -> Trees.text(m, "target").ifPresent(path -> m.put("target", Paths.clean(path))));
    }
    for (Object from : Trees.list(service, "volumes_from")) {
      if (!from.toString().startsWith("container:")) {
        depend(dependencies, from.toString().split(":", -1)[0], false);
      }
    }
    if (!dependencies.isEmpty()) {
      service.put("depends_on", dependencies);
    }
  }

  private static void depend(Map<String, Object> dependencies, String name, boolean restart) {
    Map<String, Object> dependency = new LinkedHashMap<>();
    dependency.put("condition", "service_started");
    dependency.put("restart", restart);
    dependency.put("required", true);
    dependencies.putIfAbsent(name, dependency);
  }

  private void build(Map<String, Object> build) {
    if (!Trees.has(build, "context")) {
      build.put("context", ".");
    }
    if (!Trees.has(build, "dockerfile") && !Trees.has(build, "dockerfile_inline")) {
      build.put("dockerfile", "Dockerfile");
    }
    if (build.containsKey("args")) {
      build.put("args", resolved(build.getOrDefault("args", ""), false));
    }
  }

  /** Keys without a value get that of the environment; if it has none they may go. */
  private Object resolved(Object value, boolean keep) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(item -> item.toString())
          .filter(item -> keep || item.contains("=") || environment.containsKey(item))
          .map(item ->
              !item.contains("=") && environment.containsKey(item)
                  ? item + "=" + environment.get(item)
                  : item)
          .toList();
    }
    Map<String, Object> all = new LinkedHashMap<>();
    Trees.map(value)
        .ifPresent(map ->
            map.forEach((key, v) -> {
              String found = environment.get(key);
              if (v != Nothing.NULL) {
                all.put(key, v);
              } else if (found != null) {
                all.put(key, found);
              } else if (keep) {
                all.put(key, Nothing.NULL);
              }
            }));
    return all;
  }

  private void names(String kind) {
    Trees.map(tree.get(kind))
        .ifPresent(resources ->
            resources.replaceAll((key, value) -> {
              Map<String, Object> resource = Trees.map(value).orElseGet(LinkedHashMap::new);
              if (!Trees.has(resource, "name")) {
                boolean external = Boolean.TRUE.equals(resource.get("external"));
                resource.put("name", external ? key : project + "_" + key);
              }
              return resource;
            }));
  }
}
