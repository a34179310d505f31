package dev.berth.engine.guard;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.VolumeView;
import dev.berth.spec.Mount;
import dev.berth.spec.RunOption;
import dev.berth.spec.validation.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An engine that gives no container what Berth itself keeps its home in, by whatever name: where
 * Berth runs in a container of that engine, its home lies in a volume or a folder of the host that
 * apps could name as any other.
 */
public final class HomeGuardEngine extends ForwardingEngine {
  private static final String WHY =
      "holds Berth's own home, with its key and its admin token: no setting allows it; give the app"
          + " a volume of its own";

  private final Optional<String> self;
  private final Path home;
  private volatile @Nullable Holders known;

  /**
   * What holds the home.
   *
   * @param volumes by name
   * @param folders of the host
   */
  private record Holders(Set<String> volumes, Set<Path> folders) {
    static final Holders NONE = new Holders(Set.of(), Set.of());

    boolean isIn(String volume) {
      return volumes.contains(volume);
    }

    /** Itself, what is in it, and what it is in; where the engine keeps volumes as well. */
    boolean isAt(String source) {
      Path path = Path.of(source).normalize();
      return folders.stream().anyMatch(one -> path.startsWith(one) || one.startsWith(path))
          || volumes.stream().anyMatch(name -> (path + "/").contains("/volumes/" + name + "/"));
    }
  }

  /**
   * Over another engine.
   *
   * @param self the id of the container that Berth runs in, if it runs in one
   * @param home as Berth sees it
   */
  public HomeGuardEngine(ContainerEngine engine, Optional<String> self, Path home) {
    super(engine);
    this.self = self;
    this.home = home.toAbsolutePath().normalize();
  }

  @Override
  public String createContainer(ContainerSettings settings) {
    List<Violation> denials = new ArrayList<>();
    for (Mount mount : settings.mounts()) {
      name(mount)
          .map(name -> new Violation("volumes", "`" + name + "` " + WHY))
          .ifPresent(denials::add);
    }
    for (String from : settings.options().words(RunOption.VOLUMES_FROM)) {
      if (isSelf(from.split(":", 2)[0])) {
        denials.add(new Violation("volumes_from", "`" + from + "` " + WHY));
      }
    }
    PolicyDenial.require("create " + settings.name(), denials);
    return super.createContainer(settings);
  }

  @Override
  public VolumeView createVolume(
      String name,
      Optional<String> driver,
      SortedMap<String, String> options,
      SortedMap<String, String> tags) {
    String device = options.getOrDefault("device", "");
    if (device.startsWith("/") && holders().isAt(device)) {
      PolicyDenial.require(
          "create volume " + name,
          List.of(new Violation("driver_opts.device", "`" + device + "` " + WHY)));
    }
    return super.createVolume(name, driver, options, tags);
  }

  /** Of what holds the home. */
  private Optional<String> name(Mount mount) {
    return switch (mount) {
      case Mount.OfVolume volume -> volume.volume().filter(holders()::isIn);
      case Mount.OfHost host -> Optional.of(host.source()).filter(holders()::isAt);
      case Mount.OfMemory memory -> Optional.empty();
    };
  }

  private boolean isSelf(String container) {
    return self.isPresent() && engine().container(container).map(ContainerView::id).equals(self);
  }

  /** Mounts of a container never change: asked once. */
  private Holders holders() {
    Holders found = known;
    if (found == null) {
      found = self.flatMap(id -> engine().container(id)).map(this::holders).orElse(Holders.NONE);
      known = found;
    }
    return found;
  }

  private Holders holders(ContainerView mine) {
    Set<String> volumes = new HashSet<>();
    mine.volumes()
        .forEach((target, name) -> {
          if (meets(target)) {
            volumes.add(name);
          }
        });
    Set<Path> folders = new HashSet<>();
    for (Mount mount : mine.settings().mounts()) {
      if (meets(mount.target())) {
        switch (mount) {
          case Mount.OfVolume volume -> volume.volume().ifPresent(volumes::add);
          case Mount.OfHost host -> folders.add(folder(host));
          case Mount.OfMemory memory -> {}
        }
      }
    }
    return new Holders(volumes, folders);
  }

  private boolean meets(String target) {
    Path path = Path.of(target).normalize();
    return home.startsWith(path) || path.startsWith(home);
  }

  /** Where on the host the home lies, or the part of it that is mounted there. */
  private Path folder(Mount.OfHost host) {
    Path target = Path.of(host.target()).normalize();
    Path source = Path.of(host.source()).normalize();
    return home.startsWith(target) ? source.resolve(target.relativize(home)).normalize() : source;
  }
}
