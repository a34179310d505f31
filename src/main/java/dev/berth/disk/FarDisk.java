package dev.berth.disk;

import dev.berth.spec.policy.HostDisk;
import java.nio.file.Path;
import java.util.Optional;

/** Another machine: its links cannot be seen, so paths count as they are written. */
public record FarDisk(OwnHome home) implements HostDisk {
  @Override
  public Optional<Path> real(Path path) {
    return Optional.of(path);
  }

  /** Where Berth is a container, its home mostly has the same name outside. */
  @Override
  public boolean reachesHome(Path path) {
    Path wanted = path.normalize();
    return wanted.startsWith(home.folder()) || home.folder().startsWith(wanted);
  }
}
