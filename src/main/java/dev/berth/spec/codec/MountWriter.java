package dev.berth.spec.codec;

import dev.berth.spec.Mount;
import dev.berth.spec.OwnKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what {@link MountReader} reads. */
final class MountWriter {
  private MountWriter() {}

  static void write(List<Mount> mounts, Map<String, Object> tree) {
    List<Object> volumes = new ArrayList<>();
    List<Object> memory = new ArrayList<>();
    for (Mount mount : mounts) {
      if (mount instanceof Mount.OfMemory m && m.options().isPresent()) {
        memory.add(m.target() + m.options().filter(o -> !o.isEmpty()).map(o -> ":" + o).orElse(""));
      } else {
        volumes.add(mount(mount));
      }
    }
    if (!volumes.isEmpty()) {
      tree.put(OwnKey.VOLUMES.key(), volumes);
    }
    if (!memory.isEmpty()) {
      tree.put(OwnKey.TMPFS.key(), memory);
    }
  }

  private static Map<String, Object> mount(Mount mount) {
    Map<String, Object> tree = new LinkedHashMap<>();
    switch (mount) {
      case Mount.OfVolume v -> volume(v, tree);
      case Mount.OfHost h -> host(h, tree);
      case Mount.OfMemory m -> memory(m, tree);
    }
    tree.put("target", mount.target());
    return tree;
  }

  private static void volume(Mount.OfVolume volume, Map<String, Object> tree) {
    tree.put("type", "volume");
    volume.volume().ifPresent(name -> tree.put("source", name));
    readOnly(tree, volume.readOnly());
    Map<String, Object> options = new LinkedHashMap<>();
    if (volume.noCopy()) {
      options.put("nocopy", true);
    }
    volume.subpath().ifPresent(path -> options.put("subpath", path));
    if (!options.isEmpty()) {
      tree.put("volume", options);
    }
  }

  private static void host(Mount.OfHost host, Map<String, Object> tree) {
    tree.put("type", "bind");
    tree.put("source", host.source());
    readOnly(tree, host.readOnly());
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("create_host_path", host.createHostPath());
    host.propagation().ifPresent(p -> options.put("propagation", p));
    host.selinux().ifPresent(label -> options.put("selinux", label));
    tree.put("bind", options);
  }

  private static void memory(Mount.OfMemory memory, Map<String, Object> tree) {
    tree.put("type", "tmpfs");
    Map<String, Object> options = new LinkedHashMap<>();
    memory.sizeBytes().ifPresent(size -> options.put("size", size));
    memory.mode().ifPresent(mode -> options.put("mode", mode));
    if (!options.isEmpty()) {
      tree.put("tmpfs", options);
    }
  }

  private static void readOnly(Map<String, Object> tree, boolean readOnly) {
    if (readOnly) {
      tree.put("read_only", true);
    }
  }
}
