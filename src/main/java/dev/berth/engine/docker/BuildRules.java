package dev.berth.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who builds.
 *
 * @param engine which builder
 * @param buildx the client of BuildKit; where Docker itself looks for it if absent
 * @param longest how long a build may take
 */
public record BuildRules(Builder engine, Optional<Path> buildx, Duration longest) {
  /** As nobody said otherwise. */
  public static final BuildRules USUAL =
      new BuildRules(Builder.AUTO, Optional.empty(), Duration.ofHours(1));

  /** The engine's two builders. */
  public enum Builder {
    /** BuildKit where its client and an engine that has it are there. */
    AUTO,
    /** The engine's first builder, which needs no client. */
    CLASSIC,
    /** BuildKit, and nothing where it is not there. */
    BUILDKIT
  }
}
