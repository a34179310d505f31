package dev.berth.api.app;

import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.port.EventFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What requests for events ask for. */
final class EventRequest {
  /** What they may have beside what is each one's own. */
  static final Set<String> QUERIES =
      Set.of("service", "reason", "type", "limit", "watch", "resourceVersion");

  private static final int SHOWN = 500;
  private static final int MOST = 5000;

  private EventRequest() {}

  static EventFilter filter(Queries queries, Optional<String> app) {
    return new EventFilter(
        app,
        queries.text("service"),
        queries.text("reason"),
        queries.word("type", Set.of("Normal", "Warning")).map("Warning"::equals));
  }

  static int limit(Queries queries) {
    return Math.min(queries.number("limit").filter(n -> n > 0).orElse(SHOWN), MOST);
  }

  /** The version after which a stream is to begin, where that is said; the header counts first. */
  static OptionalLong resumed(Queries queries, HttpHeaders headers) {
    Optional<String> text =
        Optional.ofNullable(headers.getHeaderString("Last-Event-ID"))
            .or(() -> queries.text("resourceVersion"))
            .map(String::strip)
            .filter(version -> !version.isEmpty());
    if (text.filter(version -> !version.matches("\\d{1,18}")).isPresent()) {
      throw ProblemException.of(
          400,
          "Bad Request",
          "`Last-Event-ID` is the id of an event of this stream, and `resourceVersion` that of an"
              + " event or a list, as it was");
    }
    return text.map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
