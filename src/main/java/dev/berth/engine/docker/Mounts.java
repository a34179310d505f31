package dev.berth.engine.docker;

import dev.berth.spec.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes mounts as the engine wants them. Where its old form can say it, that is used, as Docker
 * Compose does: only it makes a missing folder of the host.
 */
final class Mounts {
  private Mounts() {}

  static void add(Map<String, Object> host, List<Mount> mounts) {
    List<String> binds = new ArrayList<>();
    List<Map<String, Object>> modern = new ArrayList<>();
    Map<String, String> memory = new TreeMap<>();
    for (Mount mount : mounts) {
      switch (mount) {
        case Mount.OfVolume v when v.volume().isPresent() && v.subpath().isEmpty() ->
            binds.add(bind(v));
        case Mount.OfVolume v -> modern.add(volume(v));
        case Mount.OfMemory m when m.options().isPresent() ->
            memory.put(m.target(), m.options().get());
        case Mount.OfMemory m -> modern.add(memory(m));
        case Mount.OfHost h when h.createHostPath() -> binds.add(bind(h));
        case Mount.OfHost h -> modern.add(existing(h));
      }
    }
    host.put("Binds", binds);
    host.put("Mounts", modern);
    if (!memory.isEmpty()) {
      host.put("Tmpfs", memory);
    }
  }

  private static String bind(Mount.OfVolume volume) {
    return volume.volume().orElse("")
        + ":"
        + volume.target()
        + (volume.readOnly() ? ":ro" : ":rw")
        + (volume.noCopy() ? ",nocopy" : "");
  }

  private static String bind(Mount.OfHost wanted) {
    return wanted.source()
        + ":"
        + wanted.target()
        + (wanted.readOnly() ? ":ro" : ":rw")
        + wanted.selinux().map(label -> "," + label).orElse("")
        + wanted.propagation().map(p -> "," + p).orElse("");
  }

  private static Map<String, Object> volume(Mount.OfVolume wanted) {
    Map<String, Object> mount = mount("volume", wanted, wanted.readOnly());
    wanted.volume().ifPresent(name -> mount.put("Source", name));
    Map<String, Object> options = new LinkedHashMap<>();
    if (wanted.noCopy()) {
      options.put("NoCopy", true);
    }
    wanted.subpath().ifPresent(path -> options.put("Subpath", path));
    if (!options.isEmpty()) {
      mount.put("VolumeOptions", options);
    }
    return mount;
  }

  private static Map<String, Object> mount(String type, Mount mount, boolean readOnly) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Type", type);
    body.put("Target", mount.target());
    if (readOnly) {
      body.put("ReadOnly", true);
    }
    return body;
  }

  private static Map<String, Object> memory(Mount.OfMemory wanted) {
    Map<String, Object> options = new LinkedHashMap<>();
    wanted.sizeBytes().ifPresent(bytes -> options.put("SizeBytes", bytes));
    wanted.mode().ifPresent(mode -> options.put("Mode", mode));
    Map<String, Object> mount = mount("tmpfs", wanted, false);
    mount.put("TmpfsOptions", options);
    return mount;
  }

  private static Map<String, Object> existing(Mount.OfHost wanted) {
    Map<String, Object> mount = mount("bind", wanted, wanted.readOnly());
    mount.put("Source", wanted.source());
    wanted.propagation().ifPresent(p -> mount.put("BindOptions", Map.of("Propagation", p)));
    return mount;
  }
}
