package dev.berth.spec;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A named volume of an app. Volumes outlive containers, updates and, unless it is asked for, the
 * app.
 *
 * @param driver the engine's default where absent
 * @param external name on the engine of a volume that Berth neither makes nor removes
 * @param name on the engine of one that Berth makes, in place of {@code app_volume}
 */
public record Volume(
    Optional<String> driver,
    SortedMap<String, String> driverOptions,
    SortedMap<String, String> labels,
    Optional<String> external,
    Optional<String> name) {

  /** The driver of volumes that name none. */
  public static final String DEFAULT_DRIVER = "local";

  /** A volume of which nothing but its name is said. */
  public static final Volume PLAIN =
      new Volume(
          Optional.empty(),
          App.sorted(java.util.Map.of()),
          App.sorted(java.util.Map.of()),
          Optional.empty(),
          Optional.empty());

  public Volume {
    driverOptions = App.sorted(driverOptions);
    labels = App.sorted(labels);
  }
}
