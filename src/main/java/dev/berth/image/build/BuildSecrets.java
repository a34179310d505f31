package dev.berth.image.build;

import dev.berth.engine.EngineException;
import dev.berth.spec.App;
import dev.berth.spec.FileSource;
import dev.berth.spec.ImageSource;
import dev.berth.state.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The values that a build may read. They go to the builder, and nowhere else. */
public final class BuildSecrets {
  private final Secrets secrets;

  public BuildSecrets(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * By the id that the Dockerfile has for them, as they are now.
   *
   * @throws EngineException {@link EngineException.Kind#INVALID} if one is not there
   */
  public SortedMap<String, String> values(App app, ImageSource.Build build) {
    SortedMap<String, String> values = new TreeMap<>();
    build.options().secrets().forEach((id, name) -> values.put(id, value(app, name)));
    return values;
  }

  /** What stands for them in a digest; a value that is not there has none. */
  public SortedMap<String, String> digests(App app, ImageSource.Build build) {
    SortedMap<String, String> digests = new TreeMap<>();
    build.options().secrets().forEach((id, name) -> digests.put(id, digest(app, name)));
    return digests;
  }

  /** All values that are there, for a log to hide; several lines are hidden line by line. */
  public List<String> known(App app, ImageSource.Build build) {
    return build.options().secrets().values().stream()
        .flatMap(name -> found(app, name).stream())
        .flatMap(value -> Stream.concat(Stream.of(value), value.lines()))
        .toList();
  }

  private Optional<String> found(App app, String name) {
    try {
      return Optional.of(value(app, name));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  private String digest(App app, String name) {
    return found(app, name).map(secrets::digest).orElse("");
  }

  private String value(App app, String name) {
    Optional<FileSource> source = Optional.ofNullable(app.secrets().get(name));
    return switch (source.orElse(new FileSource.Kept(name))) {
      case FileSource.Inline inline -> inline.content();
      case FileSource.OfHost file -> text(name, Path.of(file.path()));
      case FileSource.Kept kept ->
          switch (secrets.find(kept.name(), "")) {
            case Secrets.Found.Value value -> value.text();
            case Secrets.Found.Nothing nothing ->
                throw new EngineException(EngineException.Kind.INVALID, nothing.why());
          };
    };
  }

  private static String text(String name, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new EngineException(
          EngineException.Kind.INVALID,
          "secret `" + name + "` cannot be read from " + file + ": " + e.getMessage(),
          e);
    }
  }
}
