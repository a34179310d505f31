package dev.berth.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The port for looking at what is on the engine. Reads only; every method but {@link #system}
 * throws {@link Unavailable} when the engine does not answer.
 */
public interface EngineInventory {

  /** Berth's own containers in any state; with {@code unmanaged} every container of the engine. */
  List<ContainerReport> containers(boolean unmanaged);

  /**
   * Berth's own containers in any state, by what the engine's events have told: one that is at rest
   * costs the engine no question. For who looks again and again.
   */
  List<ContainerReport> heard();

  List<ImageReport> images();

  /** The engine, and what of it is Berth's. */
  SystemReport system();

  /**
   * Reads the output of an app's containers, line by line, merged as it comes; with {@code follow}
   * it goes on until the returned handle is closed.
   */
  AutoCloseable logs(String app, LogQuery query, LogSink sink);

  /** The last lines of an app's containers in the order of their times, as they are by now. */
  List<LogLine> logs(String app, LogPart part);

  /**
   * A container of the engine.
   *
   * @param app empty where it is not Berth's; likewise {@code service}
   * @param state the engine's word, in lower case
   * @param ports {@code 127.0.0.1:4000->80/tcp}
   */
  record ContainerReport(
      String id,
      String name,
      Optional<String> app,
      Optional<String> service,
      String image,
      String state,
      String health,
      List<String> ports,
      Instant createdAt) {}

  /**
   * An image of the engine.
   *
   * @param usedBy names of the containers made from it
   * @param built whether this Berth built it
   */
  record ImageReport(
      String id,
      List<String> tags,
      List<String> digests,
      long sizeBytes,
      Instant createdAt,
      List<String> usedBy,
      boolean built) {}

  /** Which output. */
  record LogQuery(
      Optional<String> service,
      OptionalInt replica,
      boolean follow,
      OptionalInt tail,
      Optional<Instant> since,
      boolean timestamps) {}

  /**
   * Which lines of a log.
   *
   * @param after only later ones; likewise earlier ones with {@code until}
   * @param grep only those that it is found in
   * @param last so many of them at most
   */
  record LogPart(
      Optional<String> service,
      OptionalInt replica,
      Optional<Instant> after,
      Optional<Instant> until,
      Optional<Pattern> grep,
      int last) {

    /** Whether a line is one of those. */
    public boolean has(LogLine line) {
      return after.filter(time -> !line.time().isAfter(time)).isEmpty()
          && until.filter(time -> !line.time().isBefore(time)).isEmpty()
          && grep.filter(words -> !words.matcher(line.text()).find()).isEmpty();
    }
  }

  /** Where a line comes from. */
  record LogSource(String container, String service, int replica, boolean isError) {
    public LogSource asError() {
      return new LogSource(container, service, replica, true);
    }
  }

  /** Hears lines; {@code end} comes once, when nothing follows. */
  interface LogSink {
    void line(LogSource source, String text);

    void end(String error);
  }

  /** The engine did not answer. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The whole installation.
   *
   * @param engine empty while it is out of reach
   * @param orphans names of containers that bear this Berth's label and belong to no app it knows
   * @param notices what an operator has to look at
   * @param volumes all that are Berth's, of apps that are no more too
   */
  record SystemReport(
      String instance,
      Optional<EngineReport> engine,
      int apps,
      int containers,
      List<String> orphans,
      SortedMap<String, Integer> appsByPhase,
      List<VolumeReport> volumes,
      List<Notice> notices) {}

  /** What an operator should know of the whole, with the way out; a reason that stays. */
  record Notice(String reason, String message) {}

  /**
   * A volume of an app.
   *
   * @param volume its name in the manifest; where it has none it is told by the other three
   * @param target path in the containers of the replica that it is of
   */
  record VolumeReport(
      String name,
      String app,
      Optional<String> volume,
      Optional<String> service,
      Optional<String> replica,
      Optional<String> target) {}

  /**
   * The engine, as {@code GET /v1/system} shows it.
   *
   * @param clockAhead by how much its clock is ahead of Berth's
   * @param warnings what it says it cannot do
   */
  record EngineReport(
      String name,
      String version,
      String apiVersion,
      String operatingSystem,
      int cpus,
      long memoryBytes,
      Optional<Duration> clockAhead,
      List<String> warnings) {}
}
