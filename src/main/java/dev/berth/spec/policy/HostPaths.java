package dev.berth.spec.policy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The paths of the machine that apps may have: what lies below a root, both as it is written and
 * where its links lead. Sockets of engines need a permit; Berth's own home is nobody's.
 *
 * @param roots folders below which paths may lie
 * @param sockets of the engine, beside those that are always known
 */
public record HostPaths(List<Path> roots, List<Path> sockets, HostDisk disk) {
  /** Whoever may speak to one of these is root on the machine. */
  private static final List<Path> SOCKETS =
      Stream.of("docker.sock", "containerd/containerd.sock", "podman/podman.sock", "crio/crio.sock")
          .flatMap(name -> Stream.of(Path.of("/run", name), Path.of("/var/run", name)))
          .toList();

  public HostPaths {
    roots = roots.stream().map(Path::normalize).toList();
    sockets = Stream.concat(SOCKETS.stream(), sockets.stream().map(Path::normalize)).toList();
  }

  /** Of a machine that cannot be looked at. */
  public HostPaths(List<Path> roots) {
    this(roots, List.of(), HostDisk.UNSEEN);
  }

  /** Why an app may not have a path, with the way out; empty if it may. */
  Optional<String> refusal(String source, HostAccessPolicy hostAccessPolicy) {
    Path written = normal(source);
    Optional<Path> real = disk.real(written);
    if (disk.reachesHome(written)) {
      return Optional.of(
          "`" + source + "` reaches Berth's own home, which no setting opens; use another folder");
    }
    boolean isSocket = real.filter(this::isSocket).isPresent();
    if (!hostAccessPolicy.engineSocket() && (isSocket || holdsSocket(written, real))) {
      return Optional.of(
          "`"
              + source
              + "` holds the engine's socket, which owns the machine;"
              + " berth.policy.engine-socket=true allows it");
    }
    return isSocket ? Optional.empty() : outside(source, written, real);
  }

  private Stream<Path> realSockets() {
    return Stream.concat(
        sockets.stream(), sockets.stream().flatMap(socket -> disk.real(socket).stream()));
  }

  private boolean isSocket(Path real) {
    return realSockets().anyMatch(real::equals);
  }

  private boolean holdsSocket(Path written, Optional<Path> real) {
    return realSockets()
        .anyMatch(
            socket -> socket.startsWith(written) || real.filter(socket::startsWith).isPresent());
  }

  private Optional<String> outside(String source, Path written, Optional<Path> real) {
    if (roots.stream().noneMatch(written::startsWith)) {
      return Optional.of(
          "host path `"
              + source
              + "` is not below berth.policy.bind-roots ("
              + roots
              + "); add its folder to that setting, or use a named volume");
    }
    return leaving(source, real);
  }

  private Optional<String> leaving(String source, Optional<Path> real) {
    if (real.isEmpty()) {
      return Optional.of(
          "host path `"
              + source
              + "` leads through a folder that Berth may not look into, so its links cannot be"
              + " checked; let Berth's user read that folder, or mount the folder itself");
    }
    boolean isBelow =
        roots.stream()
            .flatMap(root -> disk.real(root).stream())
            .anyMatch(root -> real.get().startsWith(root));
    return isBelow
        ? Optional.empty()
        : Optional.of(
            "host path `"
                + source
                + "` is led by a link to `"
                + real.get()
                + "`, which is not below berth.policy.bind-roots ("
                + roots
                + "); take the link away, or add where it leads to that setting");
  }

  /** What is no path at all counts as the whole machine. */
  private static Path normal(String text) {
    try {
      return Path.of(text).normalize();
    } catch (InvalidPathException e) {
      return Path.of("/");
    }
  }
}
