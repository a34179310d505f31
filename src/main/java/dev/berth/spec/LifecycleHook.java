package dev.berth.spec;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A command in a running container, after its start or before its stop.
 *
 * @param user in place of the container's
 */
public record LifecycleHook(
    List<String> command,
    Optional<String> user,
    boolean privileged,
    Optional<String> workingDir,
    SortedMap<String, String> environment) {
  public LifecycleHook {
    command = List.copyOf(command);
    environment = App.sorted(environment);
  }
}
