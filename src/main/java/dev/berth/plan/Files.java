package dev.berth.plan;

import dev.berth.spec.App;
import dev.berth.spec.FileSource;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.GivenFile;
import dev.berth.spec.Mount;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is said of a service's secrets and configs where their text must not be said. */
final class Files {
  private Files() {}

  /**
   * All of them as one short text; empty where there are none.
   *
   * @param salt something that is not told, so that nobody can try texts until one fits
   */
  static Optional<String> fingerprint(App app, Service service, String salt) {
    SortedMap<String, String> fields = new TreeMap<>();
    for (GivenFile file : service.surroundings().files()) {
      app.source(file)
          .filter(source -> !(source instanceof FileSource.OfHost))
          .ifPresent(source ->
              fields.put(
                  file.path(),
                  file.uid().orElse(0)
                      + ":"
                      + file.gid().orElse(0)
                      + ":"
                      + file.mode().orElse(GivenFile.DEFAULT_MODE)
                      + ":"
                      + text(source)));
    }
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    fields.put("", salt);
    return Optional.of(Fingerprint.of(fields));
  }

  private static String text(FileSource source) {
    return switch (source) {
      case FileSource.Inline inline -> "text " + inline.content();
      case FileSource.Kept kept -> "kept " + kept.name() + " " + kept.digest();
      case FileSource.OfHost host -> "file " + host.path();
    };
  }

  /**
   * Folders that a volume of the container's own has to hold, because files that are written into
   * its own file system would not be seen there (memory is mounted over it) or cannot be written
   * (it is read-only).
   */
  static Set<String> folders(App app, Service service) {
    Set<String> folders = new TreeSet<>();
    for (GivenFile file : service.surroundings().files()) {
      String folder = file.path().substring(0, file.path().lastIndexOf('/'));
      boolean isWritten =
          app.source(file).filter(source -> !(source instanceof FileSource.OfHost)).isPresent();
      boolean isCovered =
          service.process().readOnly()
              || service.mounts().stream().anyMatch(mount -> covers(mount, file.path()));
      boolean isMounted = service.mounts().stream().anyMatch(m -> m.target().equals(folder));
      if (isWritten && isCovered && !isMounted && !folder.isEmpty()) {
        folders.add(folder);
      }
    }
    return folders;
  }

  private static boolean covers(Mount mount, String path) {
    return mount instanceof Mount.OfMemory memory && path.startsWith(memory.target() + "/");
  }

  /** Files of the host, as mounts. */
  static List<Mount> mounts(App app, Service service) {
    List<Mount> mounts = new ArrayList<>();
    for (GivenFile file : service.surroundings().files()) {
      if (app.source(file).orElse(new FileSource.Kept("")) instanceof FileSource.OfHost host) {
        mounts.add(new Mount.OfHost(host.path(), file.path(), true, false, Optional.empty()));
      }
    }
    folders(app, service)
        .forEach(folder -> mounts.add(new Mount.OfVolume(Optional.empty(), folder, false, false)));
    return mounts;
  }
}
