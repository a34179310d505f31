package dev.berth.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what one service says about itself. */
record ServiceConsistency(Map<String, Object> service, TreePath path, Problems problems) {

  void check() {
    List<Object> test = ComposeTrees.list(ComposeTrees.map(service, "healthcheck"), "test");
    if (!test.isEmpty() && !Set.of("CMD", "CMD-SHELL", "NONE").contains(test.getFirst())) {
      problems.add(path.key("healthcheck").key("test"), "must begin with CMD, CMD-SHELL or NONE");
    }
    scale();
    Map<String, Object> resources =
        ComposeTrees.map(ComposeTrees.map(service, "deploy"), "resources");
    same("cpus", resources, "limits", "cpus");
    same("mem_limit", resources, "limits", "memory");
    same("mem_reservation", resources, "reservations", "memory");
    same("pids_limit", resources, "limits", "pids");
    watches();
  }

  private void scale() {
    Optional<Long> scale = number(service, "scale");
    Map<String, Object> deploy = ComposeTrees.map(service, "deploy");
    Optional<Long> replicas = number(deploy, "replicas");
    if (scale.isPresent() && replicas.isPresent() && !scale.equals(replicas)) {
      problems.add(path, "`scale` and `deploy.replicas` say different numbers");
    }
    if (scale.isPresent() && service.containsKey("deploy")) {
      deploy.put("replicas", scale.get());
    }
    long wanted = scale.or(() -> replicas).orElse(1L);
    if (wanted < 0) {
      problems.add(path, "`scale` must be 0 or more, was " + wanted);
    }
    if (wanted > 1 && service.containsKey("container_name")) {
      problems.add(path, "cannot have a `container_name` and " + wanted + " containers");
    }
  }

  private static Optional<Long> number(Map<String, Object> map, String key) {
    return map.get(key) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  private void same(String key, Map<String, Object> resources, String kind, String inside) {
    Object own = service.get(key);
    Optional<Map<String, Object>> part = ComposeTrees.map(resources.get(kind));
    if (own != null && part.isPresent() && !own.equals(part.get().get(inside))) {
      problems.add(
          path,
          "`" + key + "` and `deploy.resources." + kind + "." + inside + "` say different things");
    }
  }

  private void watches() {
    List<Object> watches = ComposeTrees.list(ComposeTrees.map(service, "develop"), "watch");
    for (int i = 0; i < watches.size(); i++) {
      boolean lacks =
          ComposeTrees.map(watches.get(i))
              .filter(w -> !w.containsKey("target"))
              .filter(w -> !Set.of("rebuild", "restart").contains(w.getOrDefault("action", "")))
              .isPresent();
      if (lacks) {
        problems.add(path.key("develop").key("watch").item(i), "needs a `target`");
      }
    }
  }
}
