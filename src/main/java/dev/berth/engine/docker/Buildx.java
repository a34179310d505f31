package dev.berth.engine.docker;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.EngineException;
import dev.berth.engine.EngineException.Kind;
import dev.berth.engine.ProgressListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One build by BuildKit, through its client {@code docker-buildx}: a process that is watched. */
final class Buildx {
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** What the client says when the engine has gone. */
  private static final List<String> NO_ENGINE =
      List.of(
          "cannot connect to the docker daemon",
          "error during connect",
          "transport is closing",
          "closing transport",
          "error reading from server");

  /** Steps that ask a registry: for a base, or for the reader that a Dockerfile wants. */
  private static final Pattern FETCH =
      Pattern.compile(
          "(?:\\[internal\\] load metadata for|(?<reader>resolve image config for))"
              + " (?:docker-image://)?(?<image>\\S+)");

  private static final String READER =
      "; where no registry is in reach, leave out the line `# syntax=…`";

  private final BuildRequest request;
  private final BuildxCommand command;
  private final Duration longest;
  private final PlainLog log;

  Buildx(BuildRequest request, BuildxCommand command, Duration longest, ProgressListener progress) {
    this.request = request;
    this.command = command;
    this.longest = longest;
    this.log = new PlainLog(progress);
  }

  private String what() {
    return "build of " + request.tag();
  }

  /** Blocks until the image is there; a thread interrupt ends it. */
  void run(Path folder, InputStream context) {
    Process process = start(folder);
    Thread feeder = daemon(() -> feed(context, process));
    Thread reader = daemon(() -> read(process));
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EngineException(
            Kind.BUILD_FAILED,
            what() + ": took longer than " + longest.toSeconds() + " s (berth.build.timeout)");
      }
      reader.join(GRACE);
      if (process.exitValue() != 0) {
        throw failure();
      }
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new EngineException(Kind.TIMEOUT, what() + ": interrupted", e);
    } finally {
      end(process);
      feeder.interrupt();
    }
  }

  private Process start(Path folder) {
    ProcessBuilder builder = new ProcessBuilder(command.words()).directory(folder.toFile());
    builder.redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    try {
      environment.putAll(command.environment(folder));
      return builder.start();
    } catch (IOException e) {
      throw new EngineException(Kind.INVALID, what() + ": " + e.getMessage(), e);
    }
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("buildx").start(work);
  }

  private static void feed(InputStream context, Process process) {
    try (OutputStream out = process.getOutputStream()) {
      context.transferTo(out);
    } catch (IOException e) {
      // The client has ended before it read all: its words say why.
    }
  }

  private void read(Process process) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.hear(line.stripTrailing());
      }
    } catch (IOException e) {
      // The process was ended: nothing more is wanted of it.
    }
  }

  /** Gives the client time to tell the engine to give up as well. */
  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private EngineException failure() {
    String why = DockerErrors.oneLine(log.why());
    String lower = why.toLowerCase(Locale.ROOT);
    if (NO_ENGINE.stream().anyMatch(lower::contains)) {
      return new EngineException(Kind.UNREACHABLE, what() + ": " + why);
    }
    Optional<EngineException> full = EngineDisk.full(what(), why);
    if (full.isPresent()) {
      return full.get();
    }
    Matcher fetch = FETCH.matcher(log.step());
    if (fetch.matches()) {
      EngineException pull = DockerErrors.ofPull(fetch.group("image"), why);
      String hint = fetch.group("reader") == null ? "" : READER;
      return new EngineException(pull.kind(), what() + ": " + pull.getMessage() + hint);
    }
    String said = log.step().isEmpty() ? why : log.step() + ": " + why;
    return new EngineException(Kind.BUILD_FAILED, what() + ": " + said + hint(lower));
  }

  /** An engine's own reader of Dockerfiles is as old as the engine. */
  private String hint(String said) {
    boolean isOld =
        said.contains("dockerfile parse error")
            || said.contains("unknown instruction")
            || said.contains("unknown flag");
    return isOld && request.needs().isPresent()
        ? "; "
            + request.needs().get()
            + " needs a newer reader of Dockerfiles: Docker 23 has one, or `#"
            + " syntax=docker/dockerfile:1` as the first line fetches one"
        : "";
  }
}
