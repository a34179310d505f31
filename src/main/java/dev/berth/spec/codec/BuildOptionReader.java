package dev.berth.spec.codec;

import dev.berth.spec.BuildOptions;
import dev.berth.spec.Namespaces;
import dev.berth.spec.policy.PolicyTable;
import dev.berth.spec.validation.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads how an image is built, beside what goes into it. */
final class BuildOptionReader {
  private static final Set<String> OPTIONS =
      Set.of(
          "credentials",
          "secrets",
          "cache_from",
          "cache_to",
          "platforms",
          "network",
          "extra_hosts",
          "shm_size",
          "ulimits",
          "privileged",
          "entitlements");

  /** Known to the Compose Specification, without an effect on what an engine keeps. */
  private static final Map<String, String> IGNORED =
      Map.of(
          "provenance", "`provenance` is ignored: an engine keeps no attestations",
          "sbom", "`sbom` is ignored: an engine keeps no attestations",
          "isolation", "`isolation` is ignored: it is for Windows");

  private static final Map<String, String> REFUSED = PolicyTable.refusals("services.*.build");

  private static final Set<String> NETWORKS = Set.of("default", "none", "host");

  private BuildOptionReader() {}

  static void check(Node build, Set<String> more, List<Violation> notices) {
    Set<String> known = new HashSet<>(OPTIONS);
    known.addAll(more);
    known.addAll(IGNORED.keySet());
    Map<String, String> refused = new HashMap<>(REFUSED);
    refused.keySet().removeAll(OPTIONS);
    Keys.check(build, known, refused);
    IGNORED.forEach((key, why) -> {
      if (!build.child(key).isAbsent()) {
        notices.add(new Violation(build.child(key).path(), why));
      }
    });
    // Nothing is asked for by these.
    boolean isPrivileged = build.child("privileged").flag().orElse(false);
    refuse(build.child("privileged"), "privileged", isPrivileged);
    refuse(
        build.child("entitlements"),
        "entitlements",
        !build.child("entitlements").texts().isEmpty());
  }

  private static void refuse(Node node, String key, boolean isAsked) {
    if (isAsked) {
      node.refuse(REFUSED.getOrDefault(key, "is refused"));
    }
  }

  static BuildOptions options(Node build, List<Violation> notices) {
    return new BuildOptions(
        credentials(build.child("credentials")),
        secrets(build.child("secrets"), notices),
        build.child("cache_from").texts(),
        build.child("cache_to").texts(),
        platform(build.child("platforms")),
        network(build.child("network")),
        OptionReader.hosts(build.child("extra_hosts")),
        bytes(build.child("shm_size")),
        OptionReader.limits(build.child("ulimits")));
  }

  /** The name of a secret, or a map of it; as a source has it. */
  private static Optional<String> credentials(Node node) {
    if (!node.isMap()) {
      return node.string();
    }
    Keys.check(node, Set.of("secret"));
    Optional<String> secret = node.child("secret").string();
    if (secret.isEmpty()) {
      node.refuse("must be the name of a secret with username and password, token or privateKey");
    }
    return secret;
  }

  /** By the id that the Dockerfile has for them. */
  private static SortedMap<String, String> secrets(Node node, List<Violation> notices) {
    SortedMap<String, String> secrets = new TreeMap<>();
    for (Node one : node.items()) {
      if (!one.isMap()) {
        one.string().ifPresent(name -> secrets.put(name, name));
        continue;
      }
      Keys.check(one, Set.of("source", "target", "uid", "gid", "mode"));
      for (String key : List.of("uid", "gid", "mode")) {
        if (!one.child(key).isAbsent()) {
          notices.add(
              new Violation(
                  one.child(key).path(),
                  "`"
                      + key
                      + "` is ignored: say it in the Dockerfile, RUN --mount=…,"
                      + key
                      + "=…"));
        }
      }
      Optional<String> source = one.child("source").string();
      if (source.isEmpty()) {
        one.child("source").refuse("is missing: a name under secrets of the app");
      }
      source.ifPresent(name -> secrets.put(one.child("target").string().orElse(name), name));
    }
    return secrets;
  }

  private static Optional<String> platform(Node node) {
    List<String> platforms = node.texts();
    if (platforms.size() > 1) {
      node.refuse("an engine keeps an image for one platform; name one");
    }
    return platforms.stream().findFirst();
  }

  private static Optional<String> network(Node node) {
    Optional<String> network = node.string().map(Namespaces::word);
    network
        .filter(name -> !NETWORKS.contains(name))
        .ifPresent(name -> node.refuse("must be default, none or host, was `" + name + "`"));
    return network;
  }

  private static OptionalLong bytes(Node node) {
    Optional<Long> bytes = Quantities.bytes(node).filter(size -> size > 0);
    return bytes.isPresent() ? OptionalLong.of(bytes.get()) : OptionalLong.empty();
  }
}
