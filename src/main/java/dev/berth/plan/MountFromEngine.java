package dev.berth.plan;

import dev.berth.spec.Mount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a container mounts, in the keys of a manifest: in the short form, where that says it all.
 */
final class MountFromEngine {
  private final VolumeFromEngine volumes;

  /** {@code volumes} declares those that have a name. */
  MountFromEngine(VolumeFromEngine volumes) {
    this.volumes = volumes;
  }

  /** As behind {@code volumes:}. */
  List<Object> volumes(List<Mount> mounts) {
    return mounts.stream().filter(mount -> !isOption(mount)).map(this::tree).toList();
  }

  /** As behind {@code tmpfs:}. */
  List<Object> tmpfs(List<Mount> mounts) {
    return mounts.stream().filter(MountFromEngine::isOption).map(this::tree).toList();
  }

  /** Whether it came by {@code --tmpfs}, and not by {@code --mount}. */
  private static boolean isOption(Mount mount) {
    return mount instanceof Mount.OfMemory memory && memory.options().isPresent();
  }

  private Object tree(Mount mount) {
    return switch (mount) {
      case Mount.OfVolume v -> volume(v);
      case Mount.OfHost h -> host(h);
      case Mount.OfMemory m -> memory(m);
    };
  }

  private Object volume(Mount.OfVolume mount) {
    String source =
        mount
            .volume()
            .filter(name -> !AdoptionPlanner.isByChance(name))
            .map(volumes::key)
            .orElse("");
    if (mount.subpath().isEmpty()) {
      String front = source.isEmpty() ? "" : source + ":";
      return front + mount.target() + words(flag(mount.readOnly(), "ro"), nocopy(mount, source));
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("subpath", mount.subpath().get());
    if (mount.noCopy()) {
      options.put("nocopy", true);
    }
    Map<String, Object> tree = longForm("volume", source, mount, mount.readOnly());
    tree.put("volume", options);
    return tree;
  }

  /** Options need a source before them in the short form. */
  private static String nocopy(Mount.OfVolume mount, String source) {
    return flag(mount.noCopy() && !source.isEmpty(), "nocopy");
  }

  private static Object host(Mount.OfHost mount) {
    if (mount.createHostPath()) {
      return mount.source()
          + ":"
          + mount.target()
          + words(
              flag(mount.readOnly(), "ro"),
              mount.propagation().orElse(""),
              mount.selinux().orElse(""));
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("create_host_path", false);
    mount.propagation().ifPresent(propagation -> options.put("propagation", propagation));
    Map<String, Object> tree = longForm("bind", mount.source(), mount, mount.readOnly());
    tree.put("bind", options);
    return tree;
  }

  private static Map<String, Object> longForm(
      String type, String source, Mount mount, boolean readOnly) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", type);
    tree.put("source", source);
    tree.put("target", mount.target());
    if (readOnly) {
      tree.put("read_only", true);
    }
    return tree;
  }

  private static String flag(boolean set, String word) {
    return set ? word : "";
  }

  private static String words(String... words) {
    List<String> said = List.of(words).stream().filter(word -> !word.isEmpty()).toList();
    return said.isEmpty() ? "" : ":" + String.join(",", said);
  }

  private static Object memory(Mount.OfMemory mount) {
    if (mount.options().isPresent()) {
      return mount.target() + (mount.options().get().isEmpty() ? "" : ":" + mount.options().get());
    }
    Map<String, Object> options = new LinkedHashMap<>();
    mount.sizeBytes().ifPresent(size -> options.put("size", size));
    mount.mode().ifPresent(mode -> options.put("mode", mode));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", "tmpfs");
    tree.put("target", mount.target());
    if (!options.isEmpty()) {
      tree.put("tmpfs", options);
    }
    return tree;
  }
}
