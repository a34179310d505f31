package dev.berth.spec.policy;

import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Where the output of containers may go. The engine writes it as root: options that name addresses,
 * sockets or paths are its own, not the container's.
 */
final class LogRules {
  private static final String OPTION = "options.";

  /** Options that say how much is kept, and what is written beside it. */
  private static final Set<String> OPTIONS =
      Set.of(
          "mode",
          "max-buffer-size",
          "labels",
          "labels-regex",
          "env",
          "env-regex",
          "tag",
          "max-size",
          "max-file",
          "compress");

  /** The drivers that stay on the machine; without a name it is the engine's own choice. */
  private static final Set<String> LOCAL = Set.of("", "none", "json-file", "local", "journald");

  private LogRules() {}

  /** Why not, of pairs {@code driver}, {@code options.NAME}. */
  static Stream<String> refusals(
      SortedMap<String, String> logging, HostAccessPolicy hostAccessPolicy) {
    String driver = logging.getOrDefault("driver", "");
    if (hostAccessPolicy.allows(Grant.LOG_DRIVERS, driver)) {
      return Stream.empty();
    }
    if (!LOCAL.contains(driver)) {
      return OptionRules.granted(
          hostAccessPolicy,
          Grant.LOG_DRIVERS,
          driver,
          "sends from the machine where its options say")
          .stream();
    }
    return logging.keySet().stream()
        .filter(key -> key.startsWith(OPTION))
        .map(key -> key.substring(OPTION.length()))
        .filter(name -> !OPTIONS.contains(name))
        .map(name ->
            "option `"
                + name
                + "` may name a place of the machine; "
                + Grant.LOG_DRIVERS.setting()
                + "="
                + (driver.isEmpty() ? "DRIVER" : driver)
                + " allows a driver with all of its options");
  }
}
