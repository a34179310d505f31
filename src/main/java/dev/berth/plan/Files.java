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
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** Files of the host, as mounts. */
  static List<Mount> mounts(App app, Service service) {
    List<Mount> mounts = new ArrayList<>();
    for (GivenFile file : service.surroundings().files()) {
      if (app.source(file).orElse(new FileSource.Kept("")) instanceof FileSource.OfHost host) {
        mounts.add(new Mount.OfHost(host.path(), file.path(), true, false, Optional.empty()));
      }
    }
    return mounts;
  }
}
