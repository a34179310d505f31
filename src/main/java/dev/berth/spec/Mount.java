package dev.berth.spec;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something that appears in a container's file system. */
public sealed interface Mount {

  /** Absolute path in the container. */
  String target();

  /**
   * A volume of the app.
   *
   * @param volume its name in the manifest; a nameless volume of the container where absent
   * @param noCopy whether the image's content at the target is left out of a new volume
   */
  record OfVolume(Optional<String> volume, String target, boolean readOnly, boolean noCopy)
      implements Mount {}

  /**
   * A path of the host.
   *
   * @param createHostPath whether a missing source becomes a folder
   * @param propagation {@code rprivate}, {@code shared}, …
   */
  record OfHost(
      String source,
      String target,
      boolean readOnly,
      boolean createHostPath,
      Optional<String> propagation)
      implements Mount {}

  /**
   * Memory.
   *
   * @param sizeBytes no limit where absent
   * @param mode permission bits, such as octal 1777
   */
  record OfMemory(String target, OptionalLong sizeBytes, OptionalInt mode) implements Mount {}
}
