package dev.berth.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What goes without saying, and what no single key can tell: keys that exclude one another. */
final class Defaults {
  private static final PathTable<Walk.Visitor> DEFAULTS =
      new PathTable<Walk.Visitor>()
          .with("services.*.build", Defaults::build)
          .with("services.*.secrets.*", Defaults::secret)
          .with("services.*.ports.*", Defaults::port)
          .with("services.*.deploy.resources.reservations.devices.*", Defaults::device)
          .with("services.*.gpus.*", Defaults::device);

  private static final PathTable<Walk.Visitor> CHECKS =
      new PathTable<Walk.Visitor>()
          .with("volumes.*", Defaults::external)
          .with("configs.*", (v, p) -> source(v, List.of("file", "environment", "content")))
          .with("secrets.*", (v, p) -> source(v, List.of("file", "environment")))
          .with("services.*.ports.*", Defaults::address)
          .with("services.*.develop.watch.*.path", Defaults::blank)
          .with("services.*.deploy.resources.reservations.devices.*", Defaults::request)
          .with("services.*.gpus.*", Defaults::request);

  private Defaults() {}

  static void apply(Map<String, Object> tree, Problems problems) {
    Walk.through(tree, TreePath.ROOT, DEFAULTS, problems);
    Walk.through(tree, TreePath.ROOT, CHECKS, problems);
  }

  private static void build(Object value, TreePath path) {
    ComposeTrees.map(value).ifPresent(build -> build.putIfAbsent("context", "."));
  }

  private static void secret(Object value, TreePath path) {
    ComposeTrees.map(value)
        .ifPresent(secret ->
            secret.putIfAbsent(
                "target", "/run/secrets/" + ComposeTrees.text(secret, "source").orElse("")));
  }

  private static void port(Object value, TreePath path) {
    Optional<Map<String, Object>> port = ComposeTrees.map(value);
    port.ifPresent(p -> p.putIfAbsent("protocol", "tcp"));
    port.ifPresent(p -> p.putIfAbsent("mode", "ingress"));
  }

  private static void device(Object value, TreePath path) {
    ComposeTrees.map(value)
        .filter(device -> !device.containsKey("device_ids"))
        .ifPresent(device -> device.putIfAbsent("count", "all"));
  }

  private static void external(Object value, TreePath path) throws RefusedException {
    Optional<Map<String, Object>> volume = ComposeTrees.map(value);
    if (volume.isEmpty() || !Boolean.TRUE.equals(volume.get().get("external"))) {
      return;
    }
    for (String key : volume.get().keySet()) {
      if (!key.equals("name") && !key.equals("external") && !key.startsWith("x-")) {
        throw new RefusedException("is external, which excludes `" + key + "`");
      }
    }
  }

  private static void source(Object value, List<String> keys) throws RefusedException {
    Map<String, Object> file =
        ComposeTrees.map(value).orElseThrow(() -> LongForms.mismatch("a map", value));
    long given = keys.stream().filter(file::containsKey).count();
    if (given > 1) {
      throw new RefusedException("may have only one of " + String.join(", ", keys));
    }
    if (given == 0 && Stream.of("driver", "external").noneMatch(file::containsKey)) {
      throw new RefusedException("needs one of " + String.join(", ", keys));
    }
  }

  private static void address(Object value, TreePath path) throws RefusedException {
    Object address = ComposeTrees.map(value).map(port -> port.get("host_ip")).orElse(null);
    if (address != null && !Addresses.isAddress(address.toString())) {
      throw new RefusedException("has an invalid IP address: `" + address + "`");
    }
  }

  private static void blank(Object value, TreePath path) throws RefusedException {
    if (value.equals("")) {
      throw new RefusedException("must not be empty");
    }
  }

  private static void request(Object value, TreePath path) throws RefusedException {
    Map<String, Object> device =
        ComposeTrees.map(value).orElseThrow(() -> LongForms.mismatch("a map", value));
    if (device.containsKey("count") && device.containsKey("device_ids")) {
      throw new RefusedException("may have only one of count and device_ids");
    }
  }
}
