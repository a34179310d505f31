package dev.berth.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a container's first process runs. What is absent is left to the image.
 *
 * @param init whether an init process reaps zombies and forwards signals
 * @param readOnly whether the root file system is read-only
 * @param stopGrace time between the stop signal and the kill; ten seconds where absent, as Docker
 *     has it
 */
public record ProcessSpec(
    Optional<List<String>> entrypoint,
    Optional<List<String>> command,
    Optional<String> user,
    Optional<String> workingDir,
    Optional<String> hostname,
    Optional<Boolean> init,
    boolean readOnly,
    Optional<String> stopSignal,
    Optional<Duration> stopGrace) {

  /** Docker's own default ({@code docker stop --time}). */
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  /** Everything left to the image. */
  public static final ProcessSpec OF_IMAGE =
      new ProcessSpec(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty());

  public ProcessSpec {
    entrypoint = entrypoint.map(List::copyOf);
    command = command.map(List::copyOf);
  }

  public Duration grace() {
    return stopGrace.orElse(DEFAULT_GRACE);
  }
}
