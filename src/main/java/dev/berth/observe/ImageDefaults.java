package dev.berth.observe;

import dev.berth.spec.HealthCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an image says of the containers made from it: it holds wherever their own settings are
 * silent.
 *
 * @param exposed ports as {@code 80/tcp}
 * @param volumes paths that get a volume of their own where nothing else is mounted
 */
public record ImageDefaults(
    List<String> entrypoint,
    List<String> command,
    SortedMap<String, String> environment,
    SortedMap<String, String> labels,
    Optional<String> user,
    Optional<String> workingDir,
    Optional<String> stopSignal,
    Set<String> exposed,
    Optional<HealthCheck> healthCheck,
    Set<String> volumes) {

  /** An image that says nothing. */
  public static final ImageDefaults NONE =
      new ImageDefaults(
          List.of(),
          List.of(),
          new TreeMap<>(),
          new TreeMap<>(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Set.of());

  public ImageDefaults {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    exposed = Set.copyOf(exposed);
    volumes = Set.copyOf(volumes);
  }
}
