package dev.berth.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What this Berth lets apps reach on its machine.
 *
 * @param bindRoots folders below which apps may mount host paths
 * @param buildRoots folders below which builds may take their context
 */
public record Policy(List<Path> bindRoots, List<Path> buildRoots) {
  private static final List<Path> SOCKETS =
      List.of(Path.of("/var/run/docker.sock"), Path.of("/run/docker.sock"));

  public Policy {
    bindRoots = normal(bindRoots);
    buildRoots = normal(buildRoots);
  }

  private static List<Path> normal(List<Path> paths) {
    return paths.stream().map(Path::normalize).toList();
  }

  /** Everything in a draft that is not allowed, each with the setting that would allow it. */
  public List<Violation> denials(AppDraft draft) {
    List<Violation> denials = new ArrayList<>(draft.denials());
    for (Service service : draft.app().services().values()) {
      for (Mount mount : service.mounts()) {
        if (mount instanceof Mount.OfHost host) {
          bind(draft.path(service.name(), "volumes"), host.source(), denials);
        }
      }
      if (service.image() instanceof ImageSource.Build build
          && build.context() instanceof BuildContext.Folder folder) {
        build(draft.path(service.name(), "build.context"), folder.path(), denials);
      }
    }
    return denials;
  }

  private void bind(String path, String source, List<Violation> denials) {
    Path wanted = Path.of(source).normalize();
    if (SOCKETS.stream().anyMatch(socket -> socket.startsWith(wanted))) {
      denials.add(
          new Violation(
              path,
              "`"
                  + source
                  + "` holds the engine's socket, which owns the machine; nothing allows"
                  + " it"));
    } else if (bindRoots.stream().noneMatch(wanted::startsWith)) {
      denials.add(
          new Violation(
              path,
              "host path `"
                  + source
                  + "` is not below berth.policy.bind-roots ("
                  + bindRoots
                  + "); add its folder to that setting, or use a named volume"));
    }
  }

  private void build(String path, String context, List<Violation> denials) {
    Path wanted = Path.of(context).normalize();
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
                  + "); add its folder to that setting, or send the files with build.files"));
    }
  }
}
