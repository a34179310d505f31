package dev.berth.http.relay;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A request for a stream of changes that can go on elsewhere after a number: as it is made first,
 * and as it is made again. Containers have no numbers, nor have logs and figures: theirs is none.
 */
final class WatchRequest {
  private static final Pattern EVENTS =
      Pattern.compile(
          "/v1/((apps|sources|registries|secrets|engines)(/[^/]+)?|events|apps/[^/]+/events)");

  private static final Pattern LINES =
      Pattern.compile(
          "/(apis/berth\\.dev/v1/(namespaces/[^/]+/)?(apps|sources|registries|engines|secrets)"
              + "|api/v1/(namespaces/[^/]+/)?secrets)");

  /** As KubeWatch has it. */
  private static final long LONGEST_SECONDS = 1800;

  private static final String VERSION = "resourceVersion";
  private static final String BOOKMARKS = "allowWatchBookmarks";
  private static final String LIMIT = "timeoutSeconds";
  private static final String INITIAL = "sendInitialEvents";
  private static final String LAST_EVENT = "Last-Event-ID";
  private static final int OK = 200;

  private final HttpServerRequest asked;
  private final boolean isLines;
  private final String query;
  private final long since = System.nanoTime();

  private WatchRequest(HttpServerRequest asked, boolean isLines, String query) {
    this.asked = asked;
    this.isLines = isLines;
    this.query = query;
  }

  static Optional<WatchRequest> of(HttpServerRequest asked) {
    String path = asked.path();
    String query = asked.query();
    if (path == null || query == null || !asked.method().name().equals("GET")) {
      return Optional.empty();
    }
    boolean isLines = LINES.matcher(path).matches();
    boolean isWatch = (isLines || EVENTS.matcher(path).matches()) && isFlag(asked, "watch");
    return isWatch ? Optional.of(new WatchRequest(asked, isLines, query)) : Optional.empty();
  }

  private static boolean isFlag(HttpServerRequest asked, String name) {
    String value = asked.getParam(name, "");
    return value.equals("true") || value.equals("1");
  }

  /** Of its first answer. */
  WatchFrames frames() {
    String after = after().strip();
    OptionalLong number =
        after.matches("[1-9]\\d{0,17}")
            ? OptionalLong.of(Long.parseLong(after))
            : OptionalLong.empty();
    return isLines ? new LineFrames(number, isFlag(asked, BOOKMARKS)) : new EventFrames(number);
  }

  /** What the client has seen last; empty: nothing. */
  private String after() {
    String header = asked.getHeader(LAST_EVENT);
    if (isLines) {
      return isFlag(asked, INITIAL) ? "" : asked.getParam(VERSION, "");
    }
    return header == null ? asked.getParam(VERSION, "") : header;
  }

  /** Whether it is the stream that was asked for. */
  boolean isAnsweredBy(HttpClientResponse answer) {
    String type = String.valueOf(answer.getHeader("Content-Type"));
    String coding = answer.headers().get("Content-Encoding");
    return answer.statusCode() == OK
        && type.startsWith(isLines ? "application/json" : "text/event-stream")
        && (coding == null || coding.equals("identity"));
  }

  /** With bookmarks in any case: they tell where one can go on. */
  String uri() {
    return isLines ? uri(without(BOOKMARKS), BOOKMARKS + "=true") : asked.uri();
  }

  /** The same, after a change; where none was told the same once more. */
  String uri(OptionalLong after) {
    if (!isLines) {
      return asked.uri();
    }
    String limit = LIMIT + "=" + Math.max(1, left().toSeconds());
    return after.isEmpty()
        ? uri(without(BOOKMARKS, LIMIT), BOOKMARKS + "=true", limit)
        : uri(
            without(BOOKMARKS, LIMIT, VERSION, INITIAL, "resourceVersionMatch"),
            BOOKMARKS + "=true",
            limit,
            VERSION + "=" + after.getAsLong());
  }

  void headers(HttpClientRequest request, OptionalLong after) {
    if (!isLines && after.isPresent()) {
      request.putHeader(LAST_EVENT, Long.toString(after.getAsLong()));
    }
  }

  /** As long as the client has asked for. */
  boolean isTimeUp() {
    return isLines && left().compareTo(Duration.ofSeconds(1)) < 0;
  }

  /** An error as a part of the stream, where it has such parts. */
  Optional<String> told(String problem) {
    return isLines && problem.startsWith("{")
        ? Optional.of("{\"type\":\"ERROR\",\"object\":" + problem.replace('\n', ' ') + "}\n")
        : Optional.empty();
  }

  private Duration left() {
    String asks = asked.getParam(LIMIT, "");
    long seconds =
        asks.matches("\\d{1,9}")
            ? Math.min(Long.parseLong(asks), LONGEST_SECONDS)
            : LONGEST_SECONDS;
    return Duration.ofSeconds(seconds).minusNanos(System.nanoTime() - since);
  }

  private List<String> without(String... names) {
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> Arrays.stream(names).noneMatch(name -> pair.startsWith(name + "=")))
        .toList();
  }

  private String uri(List<String> pairs, String... more) {
    List<String> all = new ArrayList<>(pairs);
    all.addAll(List.of(more));
    return asked.path() + "?" + String.join("&", all);
  }
}
