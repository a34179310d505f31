package dev.berth.intake.resource;

import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Violation;
import dev.berth.state.EngineSpec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where engines are, as far as it can be said before any is asked. */
final class EngineHosts {
  private static final Pattern UNIX = Pattern.compile("unix://(?:/[^/\\s]{1,255}){1,20}");
  private static final Pattern TCP =
      Pattern.compile("tcp://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}\\]):\\d{1,5}");

  /** Whose account has to be said: nothing of the user whom Berth runs as is used. */
  private static final Pattern SSH =
      Pattern.compile(
          "ssh://[A-Za-z_][A-Za-z0-9_.-]{0,63}@[A-Za-z0-9.-]{1,253}(?::\\d{1,5})?(?:/[A-Za-z0-9._-]{1,255}){0,20}");

  /** A node's name, or its id. */
  private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,252}");

  /** Docker advises some hundred nodes at most. */
  private static final int MOST_NODES = 500;

  private EngineHosts() {}

  /** Why one cannot be reached so. */
  static Optional<String> wrong(@Nullable Object host) {
    String text = host == null ? "" : host.toString();
    boolean isRight =
        UNIX.matcher(text).matches()
            || (TCP.matcher(text).matches() && hasPort(text))
            || (SSH.matcher(text).matches() && URI.create(text).getPort() <= 0xFFFF);
    return isRight
        ? Optional.empty()
        : Optional.of(
            "must be unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST[:PORT][/SOCKET], was `"
                + text
                + "`");
  }

  /** Whether it, or a node of it, is reached by this scheme. */
  static boolean speaks(ResourceDraft draft, String scheme) {
    Stream<?> nodes =
        draft.spec().get(EngineSpec.NODES) instanceof Map<?, ?> map
            ? map.values().stream()
            : Stream.of();
    return Stream.concat(Stream.of(draft.spec().getOrDefault(EngineSpec.HOST, "")), nodes)
        .anyMatch(host -> String.valueOf(host).startsWith(scheme + "://"));
  }

  private static boolean hasPort(String host) {
    int port = Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
    return port > 0 && port <= 0xFFFF;
  }

  /** Those of single nodes of a Swarm. */
  static void nodes(ResourceDraft draft, Map<String, Object> spec, List<Violation> violations) {
    Object nodes = draft.spec().get(EngineSpec.NODES);
    if (nodes == null) {
      return;
    }
    String path = draft.path(EngineSpec.NODES);
    if (!(nodes instanceof Map<?, ?> map) || map.size() > MOST_NODES) {
      violations.add(
          new Violation(
              path,
              "must say for up to "
                  + MOST_NODES
                  + " nodes of the Swarm how they are reached: {NAME: \"tcp://HOST:PORT\"}"));
      return;
    }
    if (!EngineSpec.SWARM.equals(draft.spec().get(EngineSpec.TYPE))) {
      violations.add(new Violation(path, "is for type: swarm alone; leave it out"));
    }
    SortedMap<String, Object> hosts = new TreeMap<>();
    map.forEach((name, host) -> {
      node(String.valueOf(name), host)
          .ifPresent(why -> violations.add(new Violation(path + "." + name, why)));
      hosts.put(String.valueOf(name), String.valueOf(host));
    });
    spec.put(EngineSpec.NODES, hosts);
  }

  private static Optional<String> node(String name, @Nullable Object host) {
    return NODE.matcher(name).matches()
        ? wrong(host)
        : Optional.of("must be a node's name as docker node ls shows it, or its id");
  }
}
