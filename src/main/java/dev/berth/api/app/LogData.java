package dev.berth.api.app;

import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.stream.LineStream;
import dev.berth.http.StreamDoor;
import dev.berth.port.EngineInventory;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Answers a request for the lines of a log as data. */
final class LogData {
  private static final String TYPE = "application/x-ndjson;charset=UTF-8";
  private static final int SHOWN = 1000;
  private static final int MOST = 10_000;

  private final EngineInventory engineInventory;
  private final StreamDoor door;
  private final String app;
  private final Queries queries;

  LogData(EngineInventory engineInventory, StreamDoor door, String app, Queries queries) {
    this.engineInventory = engineInventory;
    this.door = door;
    this.app = app;
    this.queries = queries;
  }

  /** What is asked for as text; some can be asked of data only. */
  static EngineInventory.LogQuery plain(Queries queries) {
    if (queries.text("until").or(() -> queries.text("grep")).isPresent()) {
      throw ProblemException.of(
          400, "Bad Request", "`until` and `grep` go with `format=json`, as they look at lines");
    }
    return new EngineInventory.LogQuery(
        queries.text("service"),
        optional(queries.number("replica")),
        queries.flag("follow"),
        optional(queries.number("tail")),
        queries.since("since"),
        queries.flag("timestamps"));
  }

  private static OptionalInt optional(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** After which line to go on, where that is said. */
  static Optional<Instant> resumed(HttpHeaders headers) {
    try {
      return Optional.ofNullable(headers.getHeaderString("Last-Event-ID"))
          .filter(id -> !id.isBlank())
          .map(id -> Instant.parse(id.strip()));
    } catch (DateTimeException e) {
      throw ProblemException.of(
          400, "Bad Request", "`Last-Event-ID` is the id of a line of this stream, as it was");
    }
  }

  Response answer(Optional<Instant> resumed, boolean isEvents, HttpServerResponse connection) {
    EngineInventory.LogPart part = part(resumed);
    Instant now = Instant.now();
    // Read before anything is sent: then it is too late to say that nobody answers.
    LineStream stream = new LineStream(part, engineInventory.logs(app, part), now);
    boolean follows = queries.flag("follow") && part.until().isEmpty();
    Optional<Function<EngineInventory.LogSink, AutoCloseable>> more =
        follows
            ? Optional.of(sink -> engineInventory.logs(app, following(stream.mark()), sink))
            : Optional.empty();
    return isEvents
        ? door.events(
            connection,
            (writer, client) -> stream.copy(LineStream.events(writer), more, client::isThere))
        : door.open(
            connection,
            TYPE,
            (bytes, client) -> stream.copy(LineStream.documents(bytes), more, client::isThere));
  }

  private EngineInventory.LogPart part(Optional<Instant> resumed) {
    int last = queries.number("tail").orElse(resumed.isPresent() ? MOST : SHOWN);
    return new EngineInventory.LogPart(
        queries.text("service"),
        optional(queries.number("replica")),
        resumed.or(() -> queries.since("since")),
        queries.since("until"),
        queries.text("grep").map(LogData::words),
        Math.min(last, MOST));
  }

  /** A text and no expression: some of those take for ever. */
  private static Pattern words(String text) {
    return Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private EngineInventory.LogQuery following(Instant since) {
    return new EngineInventory.LogQuery(
        queries.text("service"),
        optional(queries.number("replica")),
        true,
        OptionalInt.empty(),
        Optional.of(since),
        true);
  }
}
