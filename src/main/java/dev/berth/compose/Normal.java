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
    for (Object service : ComposeTrees.map(tree, "services").values()) {
      ComposeTrees.map(service).ifPresent(normal::service);
    }
    FileShape.RESOURCES.keySet().forEach(normal::names);
  }

  private void networks() {
    boolean usesDefault = false;
    for (Object one : ComposeTrees.map(tree, "services").values()) {
      Optional<Map<String, Object>> service = ComposeTrees.map(one);
      if (service.isEmpty()
          || service.get().containsKey("provider")
          || service.get().containsKey("network_mode")) {
        continue;
      }
      Map<String, Object> networks = ComposeTrees.map(service.get(), "networks");
      if (networks.isEmpty()) {
        networks.put("default", Nothing.NULL);
      }
      service.get().put("networks", networks);
      usesDefault |= networks.containsKey("default");
    }
    if (usesDefault) {
      Map<String, Object> networks = ComposeTrees.map(tree, "networks");
      networks.putIfAbsent("default", Nothing.NULL);
      tree.put("networks", networks);
    }
  }

  private void service(Map<String, Object> service) {
    if ("if_not_present".equals(service.get("pull_policy"))) {
      service.put("pull_policy", "missing");
    }
    ComposeTrees.map(service.get("build")).ifPresent(this::build);
    if (service.containsKey("environment")) {
      service.put("environment", resolved(service.getOrDefault("environment", ""), true));
    }
    Map<String, Object> dependencies = ComposeTrees.map(service, "depends_on");
    for (Object link : ComposeTrees.list(service, "links")) {
      String[] parts = link.toString().split(":", -1);
      depend(dependencies, parts.length == 2 ? parts[0] : link.toString(), true);
    }
    for (String key : SHARED) {
      ComposeTrees.text(service, key)
          .filter(text -> text.startsWith("service:"))
          .ifPresent(text -> depend(dependencies, text.substring("service:".length()), true));
    }
    for (Object mount : ComposeTrees.list(service, "volumes")) {
      ComposeTrees.map(mount)
          .ifPresent(m ->
              ComposeTrees.text(m, "target").ifPresent(path -> m.put("target", Paths.clean(path))));
    }
    for (Object from : ComposeTrees.list(service, "volumes_from")) {
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
    if (!ComposeTrees.has(build, "context")) {
      build.put("context", ".");
    }
    if (!ComposeTrees.has(build, "dockerfile") && !ComposeTrees.has(build, "dockerfile_inline")) {
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
    ComposeTrees.map(value)
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
    ComposeTrees.map(tree.get(kind))
        .ifPresent(resources ->
            resources.replaceAll((key, value) -> {
              Map<String, Object> resource = ComposeTrees.map(value).orElseGet(LinkedHashMap::new);
              if (!ComposeTrees.has(resource, "name")) {
                boolean external = Boolean.TRUE.equals(resource.get("external"));
                resource.put("name", external ? key : project + "_" + key);
              }
              return resource;
            }));
  }
}
