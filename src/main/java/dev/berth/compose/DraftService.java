package dev.berth.compose;

import dev.berth.spec.OwnKey;
import dev.berth.spec.RunOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A service of the canonical model in the keys of a manifest. */
final class DraftService {
  /** Keys that say something to Docker Compose alone. */
  private static final Set<String> IGNORED = Set.of(OwnKey.ATTACH.key(), OwnKey.DEVELOP.key());

  private final ProjectFiles files;
  private final String path;
  private final List<String> ignored;

  /**
   * Begins.
   *
   * @param path of the service, for {@code ignored}
   */
  DraftService(ProjectFiles files, String path, List<String> ignored) {
    this.files = files;
    this.path = path;
    this.ignored = ignored;
  }

  Map<String, Object> of(Map<String, Object> model) {
    Map<String, Object> service = new LinkedHashMap<>();
    model.forEach((key, value) -> {
      if (IGNORED.contains(key)) {
        ignored.add(path + "." + key);
      } else if (key.equals(OwnKey.NETWORKS.key())) {
        service.put(key, networks(value));
      } else if (key.equals(OwnKey.ENVIRONMENT.key())) {
        service.put(key, environment(value));
      } else if (!key.equals("profiles")) {
        put(service, key, key.equals(RunOption.BLKIO.key()) ? lower(value) : value);
      }
    });
    restart(service);
    ports(service);
    ComposeTrees.map(service.get(OwnKey.BUILD.key())).ifPresent(this::dockerfile);
    if (service.containsKey(OwnKey.EXPOSE.key())) {
      service.put(
          OwnKey.EXPOSE.key(),
          ComposeTrees.list(service, OwnKey.EXPOSE.key()).stream()
              .filter(port -> !port.equals(""))
              .toList());
    }
    return service;
  }

  /** A name without a value takes the image's own away. */
  private static Map<String, Object> environment(Object value) {
    Map<String, Object> environment = new LinkedHashMap<>(ComposeTrees.map(value).orElseThrow());
    environment.replaceAll((name, v) -> v == Nothing.NULL ? Map.of("unset", true) : v);
    return environment;
  }

  /** Networks that a service is in without saying more are empty maps. */
  private static Map<String, Object> networks(Object value) {
    Map<String, Object> networks = new LinkedHashMap<>();
    ComposeTrees.map(value)
        .ifPresent(map ->
            map.forEach((name, v) ->
                networks.put(
                    name, ComposeTrees.map(withoutNothing(v)).orElseGet(LinkedHashMap::new))));
    return networks;
  }

  /**
   * The canonical model says {@code ingress} of every port of which nothing is said; so it is meant
   * where the service asks for the virtual address that it needs.
   */
  private static void ports(Map<String, Object> service) {
    Map<String, Object> deploy = ComposeTrees.map(service, OwnKey.DEPLOY.key());
    if ("vip".equals(deploy.get("endpoint_mode")) || !service.containsKey(OwnKey.PORTS.key())) {
      return;
    }
    List<Object> ports = new ArrayList<>();
    for (Object port : ComposeTrees.list(service, OwnKey.PORTS.key())) {
      Map<String, Object> kept = new LinkedHashMap<>(ComposeTrees.map(port).orElseThrow());
      kept.remove("mode", "ingress");
      ports.add(kept);
    }
    service.put(OwnKey.PORTS.key(), ports);
  }

  /**
   * One policy of both places, by the rules of Docker Compose: without any, containers stay down.
   */
  private static void restart(Map<String, Object> service) {
    Map<String, Object> deploy =
        new LinkedHashMap<>(ComposeTrees.map(service, OwnKey.DEPLOY.key()));
    Optional<Map<String, Object>> policy = ComposeTrees.map(deploy.remove("restart_policy"));
    Map<String, Object> times = new LinkedHashMap<>(policy.orElse(Map.of()));
    times.keySet().retainAll(Set.of("delay", "window"));
    String condition = policy.flatMap(p -> ComposeTrees.text(p, "condition")).orElse("any");
    Object attempts = policy.map(p -> p.getOrDefault("max_attempts", 0L)).orElse(0L);
    boolean isLimited = !attempts.equals(0L) && Set.of("any", "always").contains(condition);
    if (isLimited) {
      times.put("condition", "any");
      times.put("max_attempts", attempts);
      service.remove(OwnKey.RESTART.key());
    }
    put(deploy, "restart_policy", times);
    if (service.containsKey(OwnKey.DEPLOY.key())) {
      service.put(OwnKey.DEPLOY.key(), deploy);
    }
    if (isLimited) {
      return;
    }
    if (policy.isPresent()) {
      String most = attempts.equals(0L) ? "" : ":" + attempts;
      service.put(
          OwnKey.RESTART.key(),
          switch (condition) {
            case "none", "no" -> "no";
            case "any", "always" -> "always";
            case "on-failure" -> "on-failure" + most;
            default -> condition;
          });
    }
    service.putIfAbsent(OwnKey.RESTART.key(), "no");
  }

  /** A Dockerfile outside of the context is sent along with it. */
  private void dockerfile(Map<String, Object> build) {
    String context = ComposeTrees.text(build, "context").orElse("");
    String dockerfile = ComposeTrees.text(build, "dockerfile").orElse("");
    if (!Paths.isAbsolute(context) || dockerfile.isEmpty()) {
      return;
    }
    String file = Paths.below(context, dockerfile);
    boolean isInside = file.startsWith(context.endsWith("/") ? context : context + "/");
    if (isInside) {
      build.put("dockerfile", file.substring(Paths.clean(context + "/x").length() - 1));
    } else if (files.look(file) instanceof ProjectFiles.File found) {
      build.remove("dockerfile");
      build.put("dockerfile_inline", found.text());
    }
  }

  /** Adds a value, unless it is nothing or an empty map. */
  static void put(Map<String, Object> into, String key, Object value) {
    Object kept = withoutNothing(value);
    boolean isEmpty = (kept instanceof Map<?, ?> map && map.isEmpty()) || kept == Nothing.NULL;
    if (!isEmpty) {
      into.put(key, kept);
    }
  }

  /** Maps without keys that have no value, or empty maps, at any depth. */
  private static Object withoutNothing(Object value) {
    if (value instanceof Map<?, ?>) {
      Map<String, Object> kept = new LinkedHashMap<>();
      ComposeTrees.map(value).orElseThrow().forEach((key, v) -> put(kept, key, v));
      return kept;
    }
    if (!(value instanceof List<?> list)) {
      return value;
    }
    List<Object> kept = new ArrayList<>();
    list.forEach(item -> kept.add(withoutNothing(item)));
    return kept;
  }

  /** The canonical model has some keys of {@code blkio_config} with capitals; files have not. */
  private static Object lower(Object value) {
    if (value instanceof Map<?, ?>) {
      Map<String, Object> lower = new LinkedHashMap<>();
      ComposeTrees.map(value)
          .orElseThrow()
          .forEach((key, v) -> lower.put(key.toLowerCase(Locale.ROOT), lower(v)));
      return lower;
    }
    return value instanceof List<?> list ? list.stream().map(DraftService::lower).toList() : value;
  }
}
