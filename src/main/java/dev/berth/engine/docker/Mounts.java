package dev.berth.engine.docker;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PropagationMode;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.VolumeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes mounts as the engine wants them. */
final class Mounts {
  private Mounts() {}

  static void add(HostConfig host, List<dev.berth.spec.Mount> mounts) {
    List<Mount> modern = new ArrayList<>();
    List<Bind> binds = new ArrayList<>();
    for (dev.berth.spec.Mount mount : mounts) {
      switch (mount) {
        case dev.berth.spec.Mount.OfVolume v -> modern.add(volume(v));
        case dev.berth.spec.Mount.OfMemory m -> modern.add(memory(m));
        case dev.berth.spec.Mount.OfHost h when h.createHostPath() -> binds.add(bind(h));
        case dev.berth.spec.Mount.OfHost h -> modern.add(existing(h));
      }
    }
    host.withMounts(modern).withBinds(binds);
  }

  private static Mount volume(dev.berth.spec.Mount.OfVolume wanted) {
    Mount mount =
        new Mount()
            .withType(MountType.VOLUME)
            .withTarget(wanted.target())
            .withReadOnly(wanted.readOnly());
    wanted.volume().ifPresent(mount::withSource);
    if (wanted.noCopy()) {
      mount.withVolumeOptions(new VolumeOptions().withNoCopy(true));
    }
    return mount;
  }

  private static Mount memory(dev.berth.spec.Mount.OfMemory wanted) {
    TmpfsOptions options = new TmpfsOptions();
    if (wanted.sizeBytes().isPresent()) {
      options.withSizeBytes(wanted.sizeBytes().getAsLong());
    }
    if (wanted.mode().isPresent()) {
      options.withMode(wanted.mode().getAsInt());
    }
    return new Mount()
        .withType(MountType.TMPFS)
        .withTarget(wanted.target())
        .withTmpfsOptions(options);
  }

  /** Only the old form makes a missing folder on the host. */
  private static Bind bind(dev.berth.spec.Mount.OfHost wanted) {
    return new Bind(
        wanted.source(),
        new com.github.dockerjava.api.model.Volume(wanted.target()),
        wanted.readOnly() ? AccessMode.ro : AccessMode.rw,
        SELContext.none,
        null,
        wanted
            .propagation()
            .map(p -> PropagationMode.valueOf(p.toUpperCase(Locale.ROOT)))
            .orElse(PropagationMode.DEFAULT_MODE));
  }

  private static Mount existing(dev.berth.spec.Mount.OfHost wanted) {
    Mount mount =
        new Mount()
            .withType(MountType.BIND)
            .withSource(wanted.source())
            .withTarget(wanted.target())
            .withReadOnly(wanted.readOnly());
    wanted
        .propagation()
        .map(p -> BindPropagation.valueOf(p.toUpperCase(Locale.ROOT)))
        .ifPresent(p -> mount.withBindOptions(new BindOptions().withPropagation(p)));
    return mount;
  }
}
