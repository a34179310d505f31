package dev.berth.spec;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something that appears in a container's file system. */
public sealed interface Mount {

  /** Absolute path in the container. */
  String target();

  /** Whether containers may write what others of their service read; not what has no name. */
  default boolean isWritten() {
    return switch (this) {
      case OfVolume v -> v.volume().isPresent() && !v.readOnly();
      case OfHost h -> !h.readOnly();
      case OfMemory m -> false;
    };
  }

  /**
   * A volume of the app.
   *
   * @param volume its name in the manifest; a nameless volume of the container where absent
   * @param noCopy whether the image's content at the target is left out of a new volume
   * @param subpath a folder in the volume, in place of its root
   */
  record OfVolume(
      Optional<String> volume,
      String target,
      boolean readOnly,
      boolean noCopy,
      Optional<String> subpath)
      implements Mount {
    /** The whole volume. */
    public OfVolume(Optional<String> volume, String target, boolean readOnly, boolean noCopy) {
      this(volume, target, readOnly, noCopy, Optional.empty());
    }
  }

  /**
   * A path of the host.
   *
   * @param createHostPath whether a missing source becomes a folder
   * @param propagation {@code rprivate}, {@code shared}, …
   * @param selinux {@code z}: shared between containers, {@code Z}: this one's own
   */
  record OfHost(
      String source,
      String target,
      boolean readOnly,
      boolean createHostPath,
      Optional<String> propagation,
      Optional<String> selinux)
      implements Mount {
    /** With no label for SELinux. */
    public OfHost(
        String source,
        String target,
        boolean readOnly,
        boolean createHostPath,
        Optional<String> propagation) {
      this(source, target, readOnly, createHostPath, propagation, Optional.empty());
    }
  }

  /**
   * Memory.
   *
   * @param sizeBytes no limit where absent
   * @param mode permission bits, such as octal 1777
   * @param options of the short form, as written: {@code size=64m,uid=1000}; there where it is used
   */
  record OfMemory(String target, OptionalLong sizeBytes, OptionalInt mode, Optional<String> options)
      implements Mount {
    /** In the long form, which has no more options. */
    public OfMemory(String target, OptionalLong sizeBytes, OptionalInt mode) {
      this(target, sizeBytes, mode, Optional.empty());
    }
  }
}
