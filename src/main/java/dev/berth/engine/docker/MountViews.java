package dev.berth.engine.docker;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.berth.spec.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the mounts that a container was made with, however it was told: as mounts, binds or tmpfs.
 * Volumes that its image asks for are not among them.
 */
final class MountViews {
  private MountViews() {}

  /** {@code raw} is the same answer, for what docker-java has no getter for. */
  static List<Mount> of(HostConfig host, RawValues raw) {
    List<Mount> mounts = new ArrayList<>();
    if (host.getMounts() != null) {
      host.getMounts().forEach(mount -> mounts.add(modern(mount, raw)));
    }
    Bind[] binds = host.getBinds();
    for (Bind bind : binds == null ? new Bind[0] : binds) {
      mounts.add(bind(bind));
    }
    Map<String, String> memory = host.getTmpFs();
    if (memory != null) {
      memory.forEach((target, options) -> mounts.add(memory(target, options)));
    }
    return mounts;
  }

  /** Of what is really mounted the volumes, whoever named them. */
  static SortedMap<String, String> volumes(@Nullable Object mounts) {
    SortedMap<String, String> volumes = new TreeMap<>();
    for (Object mount : mounts instanceof List<?> all ? all : List.of()) {
      if (mount instanceof Map<?, ?> one && "volume".equals(one.get("Type"))) {
        volumes.put(String.valueOf(one.get("Destination")), String.valueOf(one.get("Name")));
      }
    }
    return volumes;
  }

  private static Mount modern(com.github.dockerjava.api.model.Mount mount, RawValues raw) {
    String target = ContainerViews.text(mount.getTarget());
    boolean readOnly = Boolean.TRUE.equals(mount.getReadOnly());
    if (mount.getType() == MountType.TMPFS) {
      return memory(target, mount.getTmpfsOptions());
    }
    if (mount.getType() == MountType.BIND) {
      BindOptions options = mount.getBindOptions();
      Optional<String> propagation =
          options == null || options.getPropagation() == null
              ? Optional.empty()
              : Optional.of(word(options.getPropagation()));
      return new Mount.OfHost(
          ContainerViews.text(mount.getSource()), target, readOnly, false, propagation);
    }
    VolumeOptions options = mount.getVolumeOptions();
    boolean noCopy = options != null && Boolean.TRUE.equals(options.getNoCopy());
    return new Mount.OfVolume(
        SettingsView.text(mount.getSource()), target, readOnly, noCopy, subpath(target, raw));
  }

  /** docker-java calls {@code rslave} {@code R_SLAVE}. */
  private static String word(BindPropagation propagation) {
    return propagation.name().replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static Optional<String> subpath(String target, RawValues raw) {
    for (Object mount : raw.get("Mounts") instanceof List<?> all ? all : List.of()) {
      if (mount instanceof Map<?, ?> one
          && target.equals(one.get("Target"))
          && one.get("VolumeOptions") instanceof Map<?, ?> options) {
        return SettingsView.text(new RawValues(options).text("Subpath"));
      }
    }
    return Optional.empty();
  }

  private static Mount memory(String target, @Nullable TmpfsOptions options) {
    Long size = options == null ? null : options.getSizeBytes();
    Integer mode = options == null ? null : options.getMode();
    return new Mount.OfMemory(
        target,
        size == null ? OptionalLong.empty() : OptionalLong.of(size),
        mode == null ? OptionalInt.empty() : OptionalInt.of(mode));
  }

  /** Sizes are compared; what else there is the engine spells as it was told. */
  private static Mount memory(String target, String options) {
    OptionalLong size = OptionalLong.empty();
    OptionalInt mode = OptionalInt.empty();
    for (String option : options.split(",", -1)) {
      String value = option.substring(option.indexOf('=') + 1);
      if (option.startsWith("size=") && value.matches("\\d{1,15}[kmgKMG]?")) {
        size = OptionalLong.of(bytes(value));
      } else if (option.startsWith("mode=") && value.matches("[0-7]{1,5}")) {
        mode = OptionalInt.of(Integer.parseInt(value, 8));
      }
    }
    return new Mount.OfMemory(target, size, mode, Optional.of(options));
  }

  /** As the kernel reads the sizes of its file systems. */
  private static long bytes(String text) {
    int unit = "kmg".indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
    String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
    return Long.parseLong(digits) << (10 * (unit + 1));
  }

  /** A source that is no path is the name of a volume. */
  private static Mount bind(Bind bind) {
    String source = ContainerViews.text(bind.getPath());
    String target = ContainerViews.text(bind.getVolume().getPath());
    boolean readOnly = bind.getAccessMode() == AccessMode.ro;
    return source.startsWith("/")
        ? new Mount.OfHost(
            source,
            target,
            readOnly,
            true,
            SettingsView.text(bind.getPropagationMode().toString()),
            label(bind.getSecMode()))
        : new Mount.OfVolume(
            Optional.of(source), target, readOnly, Boolean.TRUE.equals(bind.getNoCopy()));
  }

  private static Optional<String> label(SELContext context) {
    return switch (context) {
      case shared -> Optional.of("z");
      case single -> Optional.of("Z");
      case none -> Optional.empty();
    };
  }
}
