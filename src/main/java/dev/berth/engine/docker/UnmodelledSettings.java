package dev.berth.engine.docker;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a container was made with beside all that Berth has words for, read from the engine's own
 * JSON, so that nothing is lost that docker-java has no class for. Values that every container
 * bears are left out.
 */
final class UnmodelledSettings {
  /** Keys of {@code HostConfig} in the Engine API's words, and what they are called in reports. */
  private static final Map<String, String> OF_HOST =
      Map.of("AutoRemove", "auto_remove", "PublishAllPorts", "publish_all");

  private final SortedMap<String, String> others = new TreeMap<>();

  private UnmodelledSettings() {}

  static SortedMap<String, String> of(RawValues host) {
    UnmodelledSettings others = new UnmodelledSettings();
    OF_HOST.forEach((key, path) -> others.read(path, host.get(key)));
    return others.others;
  }

  private void read(String path, @Nullable Object value) {
    if (Boolean.TRUE.equals(value)) {
      others.put(path, "true");
    }
  }
}
