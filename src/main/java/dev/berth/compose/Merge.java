package dev.berth.compose;

import dev.berth.spec.OwnKey;
import dev.berth.spec.RunOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Lays one tree over another by the rules of chapter 13 of the specification. */
final class Merge {
  /** How two values become one. */
  @FunctionalInterface
  private interface Rule {
    Object merge(Object below, Object above, TreePath path) throws RefusedException;
  }

  private final PathTable<Rule> rules = new PathTable<>();
  private final Problems problems;

  Merge(Problems problems) {
    this.problems = problems;
    String service = "services.*.";
    for (String key :
        List.of(
            "build.args build.additional_contexts build.labels deploy.labels dns",
            "dns_opt dns_search env_file label_file")) {
      for (String one : key.split(" ", -1)) {
        rules.with(service + one, (below, above, path) -> append(below, above));
      }
    }
    options(service);
    owned(service);
    rules.with("networks.*.labels", (below, above, path) -> append(below, above));
    rules.with("volumes.*.labels", (below, above, path) -> append(below, above));
    rules.with("networks.*.ipam.config", this::pools);
    rules.with(service + "build.extra_hosts", (below, above, path) -> hosts(below, above));
    rules.with(service + "extra_hosts", (below, above, path) -> hosts(below, above));
    for (String key : List.of("healthcheck.test", "ulimits.*")) {
      rules.with(service + key, (below, above, path) -> above);
    }
    rules.with(service + "models", (b, a, path) -> named(b, a, path, () -> Nothing.NULL));
    rules.with(service + "logging", this::logging);
  }

  private void options(String service) {
    for (RunOption option : RunOption.values()) {
      if (OptionShapes.isAppended(option)) {
        rules.with(service + option.key(), (below, above, path) -> append(below, above));
      }
    }
  }

  private void owned(String service) {
    for (OwnKey key : OwnKey.values()) {
      Supplier<Object> unsaid = key == OwnKey.DEPENDS_ON ? Merge::started : () -> Nothing.NULL;
      Rule rule =
          switch (OwnShapes.overlay(key)) {
            case PLAIN -> this::plain;
            case APPENDED -> (below, above, path) -> append(below, above);
            case REPLACED -> (below, above, path) -> above;
            case NAMED -> (below, above, path) -> named(below, above, path, unsaid);
            case BUILD -> (below, above, path) -> maps(build(below), build(above), path);
          };
      rules.with(service + key.key(), rule);
    }
  }

  /** The tree of both; the lower one is changed. */
  Map<String, Object> over(Map<String, Object> below, Map<String, Object> above, TreePath path) {
    return maps(below, above, path);
  }

  private Map<String, Object> maps(
      Map<String, Object> below, Map<String, Object> above, TreePath path) {
    above.forEach((key, value) -> {
      Object base = below.get(key);
      TreePath at = path.key(key);
      try {
        below.put(key, base == null ? value : one(base, value, at));
      } catch (RefusedException e) {
        problems.add(at, e.reason());
      }
    });
    return below;
  }

  private Object one(Object below, Object above, TreePath path) throws RefusedException {
    Rule rule = rules.find(path).orElse(this::plain);
    return rule.merge(below, above, path);
  }

  private Object plain(Object below, Object above, TreePath path) throws RefusedException {
    if (above == Nothing.NULL) {
      return below;
    }
    if (below instanceof Map<?, ?>) {
      return maps(map(below), map(above), path);
    }
    if (below instanceof List<?>) {
      List<Object> both = new ArrayList<>(list(below));
      both.addAll(list(above));
      return both;
    }
    return above;
  }

  private static Map<String, Object> map(Object value) throws RefusedException {
    return ComposeTrees.map(value).orElseThrow(() -> mismatch("a map", value));
  }

  private static List<Object> list(Object value) throws RefusedException {
    return ComposeTrees.list(value).orElseThrow(() -> mismatch("a list", value));
  }

  private static RefusedException mismatch(String wanted, Object value) {
    return new RefusedException(
        "must be " + wanted + ", as it is in the file below, was " + ComposeTrees.kind(value));
  }

  private static Object append(Object below, Object above) {
    List<Object> both = new ArrayList<>(sequence(below));
    both.addAll(sequence(above));
    return both;
  }

  private static Object hosts(Object below, Object above) {
    List<Object> both = new ArrayList<>(sequence(below));
    List<Object> base = List.copyOf(both);
    sequence(above).stream().filter(host -> !base.contains(host)).forEach(both::add);
    return both;
  }

  /** A map as a sorted list of {@code KEY=value}. */
  private static List<Object> sequence(Object value) {
    if (value instanceof String) {
      return List.of(value);
    }
    List<String> pairs = new ArrayList<>();
    ComposeTrees.map(value)
        .ifPresent(map ->
            map.forEach((key, v) -> {
              List<Object> values = ComposeTrees.list(v).orElse(List.of(v));
              values.forEach(
                  one -> pairs.add(one == Nothing.NULL ? key : key + "=" + Numbers.text(one)));
            }));
    pairs.sort(null);
    return ComposeTrees.list(value).orElseGet(() -> new ArrayList<>(pairs));
  }

  private static Map<String, Object> build(Object value) throws RefusedException {
    return value instanceof String context ? ComposeTrees.mapOf("context", context) : map(value);
  }

  private static Object started() {
    Map<String, Object> dependency = ComposeTrees.mapOf("condition", "service_started");
    dependency.put("required", true);
    return dependency;
  }

  private Object named(Object below, Object above, TreePath path, Supplier<Object> plain)
      throws RefusedException {
    return maps(mapping(below, plain), mapping(above, plain), path);
  }

  /** A list of names as a map from them. */
  private static Map<String, Object> mapping(Object value, Supplier<Object> plain)
      throws RefusedException {
    if (!(value instanceof List<?> list)) {
      return ComposeTrees.map(value).orElseGet(LinkedHashMap::new);
    }
    Map<String, Object> named = new LinkedHashMap<>();
    for (Object name : list) {
      named.put((String) Readers.text(name), plain.get());
    }
    return named;
  }

  private Object logging(Object below, Object above, TreePath path) throws RefusedException {
    Map<String, Object> base = map(below);
    Map<String, Object> over = map(above);
    boolean sameDriver =
        !base.containsKey("driver")
            || !over.containsKey("driver")
            || base.get("driver").equals(over.get("driver"));
    return sameDriver ? maps(base, over, path) : over;
  }

  /** Pools of addresses go by their subnets. */
  private Object pools(Object below, Object above, TreePath path) throws RefusedException {
    List<Object> pools = new ArrayList<>();
    for (Object base : list(below)) {
      for (Object over : list(above)) {
        Map<String, Object> right = map(base);
        Map<String, Object> left = map(over);
        int known = subnet(pools, left);
        boolean same = subnetOf(left).equals(subnetOf(right));
        if (!same && known < 0) {
          pools.add(left);
          continue;
        }
        Map<String, Object> merged = maps(right, left, path);
        int at = subnet(pools, merged);
        if (at >= 0) {
          pools.set(at, merged);
        } else {
          pools.add(merged);
        }
      }
    }
    return pools;
  }

  private static Object subnetOf(Map<String, Object> pool) {
    return pool.getOrDefault("subnet", Nothing.NULL);
  }

  private static int subnet(List<Object> pools, Map<String, Object> pool) throws RefusedException {
    for (int i = 0; i < pools.size(); i++) {
      if (subnetOf(map(pools.get(i))).equals(subnetOf(pool))) {
        return i;
      }
    }
    return -1;
  }
}
