package dev.berth.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an image is built, beside what goes into it.
 *
 * @param credentials name of the secret with user and password, or token, for a Git context
 * @param secrets names under {@code secrets:} of the app, by the id that a Dockerfile has for them
 * @param cacheFrom images that steps may be taken from, in the words of {@code docker build}
 * @param cacheTo where the cache goes, likewise
 * @param platform for which the image is, {@code os/arch}; the engine's own where absent
 * @param network of the steps, as {@code docker build --network} has it
 * @param hosts more names for the steps, {@code NAME:ADDRESS}
 * @param shmBytes of {@code /dev/shm} in the steps
 * @param ulimits {@code soft:hard} by name
 */
public record BuildOptions(
    Optional<String> credentials,
    SortedMap<String, String> secrets,
    List<String> cacheFrom,
    List<String> cacheTo,
    Optional<String> platform,
    Optional<String> network,
    List<String> hosts,
    OptionalLong shmBytes,
    SortedMap<String, String> ulimits) {
  /** Nothing said. */
  public static final BuildOptions NONE =
      new BuildOptions(
          Optional.empty(),
          new TreeMap<>(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          OptionalLong.empty(),
          new TreeMap<>());

  public BuildOptions {
    secrets = App.sorted(secrets);
    cacheFrom = List.copyOf(cacheFrom);
    cacheTo = List.copyOf(cacheTo);
    hosts = List.copyOf(hosts);
    ulimits = App.sorted(ulimits);
  }

  /** What decides about the result, by name; where steps are taken from or kept does not. */
  public SortedMap<String, String> decisive() {
    SortedMap<String, String> fields = new TreeMap<>();
    platform.ifPresent(text -> fields.put("platform", text));
    network.ifPresent(text -> fields.put("network", text));
    if (!hosts.isEmpty()) {
      fields.put("extra_hosts", String.join(" ", hosts));
    }
    shmBytes.ifPresent(bytes -> fields.put("shm_size", String.valueOf(bytes)));
    ulimits.forEach((name, limit) -> fields.put("ulimits." + name, limit));
    return fields;
  }
}
