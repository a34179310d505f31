package dev.berth.spec.policy;

import dev.berth.spec.App;
import dev.berth.spec.BuildContext;
import dev.berth.spec.BuildOptions;
import dev.berth.spec.ImageSource;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.Mount;
import dev.berth.spec.Network;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Violation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/**
 * What this Berth lets apps reach on its machine.
 *
 * @param paths of the machine that apps may have
 * @param buildRoots folders below which builds may take their context
 * @param permits ways out of a container
 * @param home of the manifest, from where relative contexts are meant
 * @param exempt labels of apps that may take every way out; none where absent
 */
public record Policy(
    HostPaths paths,
    List<Path> buildRoots,
    HostAccessPolicy permits,
    Optional<Path> home,
    Optional<LabelSelector> exempt) {
  public Policy {
    buildRoots = buildRoots.stream().map(Path::normalize).toList();
  }

  /** For manifests that come without a folder. */
  public Policy(List<Path> bindRoots, List<Path> buildRoots, HostAccessPolicy permits) {
    this(new HostPaths(bindRoots), buildRoots, permits, Optional.empty(), Optional.empty());
  }

  /** Without a way out. */
  public Policy(List<Path> bindRoots, List<Path> buildRoots) {
    this(bindRoots, buildRoots, HostAccessPolicy.NONE);
  }

  /** The same for a manifest of a tree, whose contexts may be anywhere in it. */
  public Policy below(Path tree, Path folder) {
    return new Policy(paths, List.of(tree), permits, Optional.of(folder), exempt);
  }

  /** Everything in a draft that is not allowed, each with the setting that would allow it. */
  public List<Violation> denials(AppDraft draft) {
    App app = draft.app();
    List<Violation> denials = new ArrayList<>(draft.denials());
    for (Service service : app.services().values()) {
      if (service.image() instanceof ImageSource.Build build
          && build.context() instanceof BuildContext.Folder folder) {
        build(draft.path(service.name(), "build.context"), folder.path(), denials);
      }
    }
    denials.addAll(reached(draft));
    return denials;
  }

  /** Likewise of what its containers would reach, wherever their images come from. */
  public List<Violation> reached(AppDraft draft) {
    App app = draft.app();
    Policy mine = of(app.labels());
    List<Violation> denials = new ArrayList<>(mine.paths(draft));
    denials.addAll(mine.escapes(draft));
    app.volumes().forEach((n, volume) -> mine.volume(draft.path("volumes." + n), volume, denials));
    app.networks()
        .forEach((n, network) -> mine.network(draft.path("networks." + n), network, denials));
    return denials;
  }

  /** Likewise of the machine's files alone, which may lead elsewhere from one moment to another. */
  public List<Violation> paths(AppDraft draft) {
    App app = draft.app();
    List<Violation> denials = new ArrayList<>();
    MountRules mounts = mounts(denials);
    for (Service service : app.services().values()) {
      service.mounts().forEach(m -> mounts.mount(draft.path(service.name(), "volumes"), m));
    }
    app.secrets().forEach((n, source) -> mounts.file(draft.path("secrets." + n), source));
    app.configs().forEach((n, source) -> mounts.file(draft.path("configs." + n), source));
    return denials;
  }

  /** What holds for apps with these labels. */
  public Policy of(SortedMap<String, String> labels) {
    return exempt.filter(selector -> selector.matches(labels)).isPresent()
        ? new Policy(paths, buildRoots, HostAccessPolicy.EVERYTHING, home, Optional.empty())
        : this;
  }

  /**
   * What a container that is about to be made may not have, in the keys of a service.
   *
   * @param networks their names
   * @param strangers keys by which it uses parts of containers that are not of its app
   */
  public List<Violation> denials(
      RunOptions options,
      Optional<String> networkMode,
      Set<String> networks,
      List<Mount> mounts,
      Set<String> strangers) {
    List<Violation> denials = new ArrayList<>();
    HostAccessRules hostAccessRules =
        new HostAccessRules(permits, (key, why) -> denials.add(new Violation(key, why)));
    hostAccessRules.container(options, networkMode, networks);
    strangers.forEach(hostAccessRules::other);
    for (Mount mount : mounts) {
      mounts(denials).mount("volumes", mount);
      if (mount instanceof Mount.OfVolume volume) {
        volume.volume().ifPresent(name -> volumes("volumes", denials).name("name", name));
      }
    }
    return denials;
  }

  /** Likewise of options that are changed in a container that is there. */
  public List<Violation> denials(RunOptions options) {
    return denials(options, Optional.empty(), Set.of(), List.of(), Set.of());
  }

  /** Likewise of a volume. */
  public List<Violation> denials(Volume volume) {
    List<Violation> denials = new ArrayList<>();
    volume("volumes", volume, denials);
    return denials;
  }

  /** Likewise of a network. */
  public List<Violation> denials(Network network) {
    List<Violation> denials = new ArrayList<>();
    network("networks", network, denials);
    return denials;
  }

  /** Likewise of a container's place on a network. */
  public List<Violation> denials(String network, SortedMap<String, String> options) {
    List<Violation> denials = new ArrayList<>();
    BiConsumer<String, String> deny = (key, why) -> denials.add(new Violation(key, why));
    new NetworkRules(permits, deny).attachment(options);
    new HostAccessRules(permits, deny).network(network);
    return denials;
  }

  /** Likewise of a build, but for what belongs to an app alone: what it reads. */
  public List<Violation> denials(BuildOptions options) {
    List<Violation> denials = new ArrayList<>();
    boolean isAnyExempt = exempt.isPresent();
    HostAccessPolicy some = isAnyExempt ? HostAccessPolicy.EVERYTHING : permits;
    HostAccessRules hostAccessRules =
        new HostAccessRules(some, (key, why) -> denials.add(new Violation(key, why)));
    hostAccessRules.build(options);
    return denials;
  }

  /** Likewise of a command in a container that runs. */
  public List<Violation> denials(LifecycleHook lifecycleHook) {
    List<Violation> denials = new ArrayList<>();
    if (lifecycleHook.privileged()) {
      new HostAccessRules(permits, (key, why) -> denials.add(new Violation(key, why))).hook("hook");
    }
    return denials;
  }

  /** Likewise of ways out of containers alone, which do not depend on this machine's folders. */
  public List<Violation> escapes(AppDraft draft) {
    return draft.app().services().values().stream()
        .flatMap(service -> HostAccessRules.of(draft, service, permits).stream())
        .toList();
  }

  private MountRules mounts(List<Violation> denials) {
    return new MountRules(paths, permits, (path, why) -> denials.add(new Violation(path, why)));
  }

  private VolumeRules volumes(String path, List<Violation> denials) {
    return new VolumeRules(
        paths, permits, (key, why) -> denials.add(new Violation(path + "." + key, why)));
  }

  private void volume(String path, Volume volume, List<Violation> denials) {
    volumes(path, denials).check(volume);
  }

  private void network(String path, Network network, List<Violation> denials) {
    new NetworkRules(permits, (key, why) -> denials.add(new Violation(path + "." + key, why)))
        .check(network);
  }

  private static Path normal(String text) {
    try {
      return Path.of(text).normalize();
    } catch (InvalidPathException e) {
      return Path.of("/");
    }
  }

  private void build(String path, String context, List<Violation> denials) {
    Path written = normal(context);
    Path wanted = home.map(folder -> folder.resolve(written)).orElse(written).normalize();
    boolean allowed =
        wanted.isAbsolute()
            ? buildRoots.stream().anyMatch(wanted::startsWith)
            : !buildRoots.isEmpty() && !wanted.startsWith("..");
    if (!allowed) {
      denials.add(
          new Violation(
              path,
              "folder `"
                  + context
                  + "` is not below berth.build.roots ("
                  + buildRoots
                  + "); add its folder to that setting, or send the files along: the whole project"
                  + " as an archive to POST /v1/compose, the context to PUT /v1/contexts, or its"
                  + " texts in build.files"));
    }
  }
}
