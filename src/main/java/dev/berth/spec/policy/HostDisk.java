package dev.berth.spec.policy;

import java.nio.file.Path;
import java.util.Optional;

/** The file system of the machine that the engine runs on, as far as it can be looked at. */
public interface HostDisk {
  /** Of a machine that cannot be looked at: every path is taken for what it says. */
  HostDisk UNSEEN =
      new HostDisk() {
        @Override
        public Optional<Path> real(Path path) {
          return Optional.of(path);
        }

        @Override
        public boolean reachesHome(Path path) {
          return false;
        }
      };

  /**
   * Where an absolute path leads, every link in it followed, also those to what is not there yet.
   *
   * @return empty where that cannot be told: a folder on the way may not be looked into
   */
  Optional<Path> real(Path path);

  /** Whether a path is Berth's own home, lies in it, or is a folder that holds it. */
  boolean reachesHome(Path path);
}
