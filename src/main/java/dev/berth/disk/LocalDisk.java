package dev.berth.disk;

import dev.berth.spec.policy.HostDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The engine's machine, which is this one: asked each time, for whoever runs containers makes links
 * there.
 */
public record LocalDisk(OwnHome home) implements HostDisk {
  @Override
  public Optional<Path> real(Path path) {
    try {
      return Optional.of(RealPath.of(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean reachesHome(Path path) {
    return home.isReachedBy(path);
  }
}
