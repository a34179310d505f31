package dev.berth.plan.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.spec.SecretText;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service of a Swarm as fields by path, in the words of manifests where they have one. What is
 * empty, nought or false is left out: engines write it or not. Of secrets their digests are there,
 * never their values.
 */
final class SpecFields {
  /** The longest that fits counts. */
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("TaskTemplate.ContainerSpec.Env", "environment"),
          Map.entry("TaskTemplate.ContainerSpec.Image", "image"),
          Map.entry("TaskTemplate.ContainerSpec.Args", "command"),
          Map.entry("TaskTemplate.ContainerSpec.Command", "entrypoint"),
          Map.entry("TaskTemplate.ContainerSpec.Dir", "working_dir"),
          Map.entry("TaskTemplate.ContainerSpec.Healthcheck", "healthcheck"),
          Map.entry("TaskTemplate.ContainerSpec.Mounts", "volumes"),
          Map.entry("TaskTemplate.ContainerSpec.Labels", "labels"),
          Map.entry("TaskTemplate.ContainerSpec.Secrets", "secrets"),
          Map.entry("TaskTemplate.ContainerSpec.Configs", "configs"),
          Map.entry("TaskTemplate.ContainerSpec.Hosts", "extra_hosts"),
          Map.entry("TaskTemplate.ContainerSpec.StopGracePeriod", "stop_grace_period"),
          Map.entry("TaskTemplate.ContainerSpec.", ""),
          Map.entry("TaskTemplate.Networks", "networks"),
          Map.entry("TaskTemplate.Resources.Limits", "deploy.resources.limits"),
          Map.entry("TaskTemplate.Resources.Reservations", "deploy.resources.reservations"),
          Map.entry("TaskTemplate.RestartPolicy", "restart"),
          Map.entry("TaskTemplate.Placement", "deploy.placement"),
          Map.entry("TaskTemplate.LogDriver", "logging"),
          Map.entry("TaskTemplate.", ""),
          Map.entry("Mode.Replicated.Replicas", "replicas"),
          Map.entry("UpdateConfig", "deploy.update_config"),
          Map.entry("RollbackConfig", "deploy.rollback_config"),
          Map.entry("EndpointSpec.Ports", "ports"),
          Map.entry("EndpointSpec.Mode", "deploy.endpoint_mode"),
          Map.entry("Labels", "deploy.labels"));

  private final SwarmSnapshot seen;
  private final SortedMap<String, String> fields = new TreeMap<>();

  private SpecFields(SwarmSnapshot seen) {
    this.seen = seen;
  }

  /** Networks are named, as far as they are among what was seen. */
  static SortedMap<String, String> of(Map<?, ?> spec, SwarmSnapshot seen) {
    SpecFields all = new SpecFields(seen);
    all.add("", spec);
    return all.fields;
  }

  private void add(String path, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach(
              (key, inner) -> add(path.isEmpty() ? key.toString() : path + "." + key, inner));
      case List<?> list -> list(path, list);
      default -> put(path, value.toString());
    }
  }

  private void put(String path, String text) {
    if (!text.isEmpty() && !text.equals("0") && !text.equals("false")) {
      fields.put(word(path), text);
    }
  }

  private static String word(String path) {
    return WORDS.stream()
        .filter(word -> path.startsWith(word.getKey()))
        .findFirst()
        .map(word -> word.getValue() + path.substring(word.getKey().length()))
        .orElse(path);
  }

  private void list(String path, List<?> list) {
    switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "Env" -> list.forEach(variable -> variable(path, variable.toString()));
      case "Mounts" -> each(path, list, "Target");
      case "Networks" -> maps(list).forEach(one -> network(path, one));
      case "Secrets", "Configs" -> maps(list).forEach(one -> file(path, one));
      case "Ports" -> maps(list).forEach(port -> port(path, port));
      default -> put(path, list.isEmpty() ? "" : sorted(list).toString());
    }
  }

  /** Trees have their keys in any order. */
  private static Object sorted(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(SpecFields::sorted).toList();
      case Map<?, ?> map -> {
        SortedMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, inner) -> sorted.put(key.toString(), sorted(inner)));
        yield sorted;
      }
      default -> value;
    };
  }

  private static List<Map<?, ?>> maps(List<?> list) {
    return SpecTree.maps(Map.of("all", list), "all");
  }

  private void variable(String path, String text) {
    int sign = text.indexOf('=');
    if (sign < 0) {
      fields.put(word(path) + "." + text, "(unset)");
    } else {
      String value = SecretText.shown(text.substring(sign + 1));
      fields.put(word(path) + "." + text.substring(0, sign), value.isEmpty() ? "\"\"" : value);
    }
  }

  private void each(String path, List<?> list, String name) {
    for (Map<?, ?> one : maps(list)) {
      one.forEach((key, value) -> {
        if (!name.equals(key)) {
          add(path + "." + one.get(name) + "." + key, value);
        }
      });
    }
  }

  private void network(String path, Map<?, ?> one) {
    String target = SpecTree.text(one, "Target");
    String name =
        Stream.concat(seen.objects().stream(), seen.others().stream())
            .filter(object -> object.id().equals(target))
            .findFirst()
            .map(SwarmObject::name)
            .orElse(target);
    String aliases =
        SpecTree.list(one, "Aliases").stream()
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(","));
    fields.put(word(path) + "." + name, "as " + aliases);
  }

  private void file(String path, Map<?, ?> one) {
    String name = SpecTree.text(one, "SecretName") + SpecTree.text(one, "ConfigName");
    Map<?, ?> file = SpecTree.map(one, "File");
    String target = SpecTree.text(file, "Name");
    String folder = one.containsKey("SecretName") ? "/run/secrets/" : "/";
    fields.put(
        word(path) + "." + (target.startsWith("/") ? target : folder + target),
        String.join(
            " ",
            name,
            SpecTree.text(file, "UID") + ":" + SpecTree.text(file, "GID"),
            Long.toOctalString(SpecTree.number(file, "Mode"))));
  }

  private void port(String path, Map<?, ?> port) {
    String published = String.valueOf(SpecTree.number(port, "PublishedPort"));
    fields.put(
        word(path)
            + "."
            + SpecTree.number(port, "TargetPort")
            + "/"
            + SpecTree.text(port, "Protocol"),
        published + " " + SpecTree.text(port, "PublishMode"));
  }

  /** Whether a field is Berth's own, and says nothing of what the service is. */
  static boolean isMark(String path) {
    return path.endsWith("labels." + Ownership.REVISION)
        || path.startsWith("labels." + Ownership.PREFIX + "secret.");
  }
}
