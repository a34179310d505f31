package dev.berth.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.http.Requests;
import dev.berth.intake.read.Page;
import dev.berth.intake.receipt.Precondition;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests say beside their path: parameters, conditions, formats, bodies. */
class QueriesTest {
  private static final Set<String> MORE =
      Set.of("flag", "number", "label", "word", "since", "limit", "continue", "labelSelector");

  private static Queries queries(String query) {
    return Queries.waiting(Requests.uri("/v1/apps?" + query), MORE.toArray(String[]::new));
  }

  private static void refuses(int code, String words, ThrowingCallable call) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(call)
        .satisfies(e -> {
          assertThat(e.problem().code()).isEqualTo(code);
          assertThat(e.problem().detail()).contains(words);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dryrun=true;        `dryrun` is not known here",
        "wait=ready&wait=ready; more than once",
        "wait;               `wait` must be ready, was ``",
        "wait=soon;          `wait` must be ready, was `soon`",
        "timeout=31m;        must be 30m at most, was `31m`",
        "timeout=1801;       must be 30m at most",
        "timeout=soon;       `timeout` must be a duration such as 60s, was `soon`",
        "timeout;            `timeout` must be a duration",
      })
  void aWordThatIsNoneEndsTheRequestAtOnce(String query, String words) {
    refuses(400, words, () -> queries(query));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                    PT0S",
    "timeout=5s,            PT0S",
    "wait=ready,            PT1M",
    "wait=ready&timeout=30m,PT30M",
    "wait=ready&timeout=90, PT1M30S",
  })
  void waitsSoLong(String query, Duration patience) {
    assertThat(Queries.waiting(Requests.uri("/" + (query.isEmpty() ? "" : "?" + query))).patience())
        .isEqualTo(Optional.of(patience).filter(p -> !p.isZero()));
  }

  @ParameterizedTest
  @CsvSource({"flag=true, true, true", "flag=false, false, true", "limit=1, false, false"})
  void flags(String query, boolean flag, boolean said) {
    assertThat(queries(query).flag("flag")).isEqualTo(flag);
    assertThat(queries(query).choice("flag")).isEqualTo(Optional.of(flag).filter(f -> said));
  }

  @ParameterizedTest
  @ValueSource(strings = {"flag", "flag=1", "flag=True", "flag=yes"})
  void aFlagIsTrueOrFalseAndNothingElse(String query) {
    refuses(400, "`flag` must be false or true", () -> queries(query).flag("flag"));
    refuses(400, "`flag` must be false or true", () -> queries(query).choice("flag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "number=-1", "number=1.5", "number=1234567890"})
  void aNumberIsWhole(String query) {
    refuses(400, "`number` must be a whole number", () -> queries(query).number("number"));
  }

  @Test
  void numbersAndTexts() {
    assertThat(queries("number=123456789").number("number")).contains(123456789);
    assertThat(queries("word=x").number("number")).isEmpty();
    assertThat(queries("word=x").text("word")).contains("x");
    assertThat(queries("word").text("word")).isEmpty();
  }

  @Test
  void pairsMayBeSaidOften() {
    assertThat(queries("label=a%3D1&label=b%3D").pairs("label"))
        .isEqualTo(Map.of("a", "1", "b", ""));
    refuses(400, "`label` must be KEY=value, was `=1`", () -> queries("label=%3D1").pairs("label"));
    refuses(400, "`label` must be KEY=value, was `a`", () -> queries("label=a").pairs("label"));
  }

  @Test
  void aTimeOrHowLongAgo() {
    assertThat(queries("since=2026-01-31T12:00:00Z").since("since"))
        .contains(Instant.parse("2026-01-31T12:00:00Z"));
    assertThat(queries("since=1h").since("since").orElseThrow()).isBefore(Instant.now());
    assertThat(queries("word=x").since("since")).isEmpty();
    refuses(400, "`since` must be a time", () -> queries("since=Tuesday").since("since"));
    refuses(400, "`since` must be a duration", () -> queries("since=later").since("since"));
  }

  @Test
  void aPartOfAList() {
    Selection part =
        Selection.of(queries("limit=3&labelSelector=a%3Db&continue=" + Page.token("shop")));

    assertThat(part.limit()).isEqualTo(3);
    assertThat(part.after()).contains("shop");
    assertThat(part.wanted().selector().text()).isEqualTo("a=b");
    assertThat(Selection.of(queries("word=x")).limit()).isZero();
    assertThat(Selection.of(queries("word=x")).after()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "continue=shop,        `continue` is the token of an answer",
    "continue=djI6eA,      `continue` is the token of an answer",
    "labelSelector=a%3D%3D%3Db, `labelSelector`:",
    "limit=x,              `limit` must be a whole number",
  })
  void aPartThatIsNone(String query, String words) {
    refuses(400, words, () -> Selection.of(queries(query)));
  }

  @Test
  void aPartTellsWhatFollows() {
    assertThat(Selection.tree(new Page(List.of(), 7, Optional.of("t"), 2), List.of("x")))
        .isEqualTo(
            Map.of(
                "metadata",
                Map.of("resourceVersion", "7", "continue", "t", "remainingItemCount", 2),
                "items",
                List.of("x")));
    assertThat(Selection.tree(new Page(List.of(), 7, Optional.empty(), 0), List.of()))
        .isEqualTo(Map.of("metadata", Map.of("resourceVersion", "7"), "items", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "X: y;                 None[]",
        "If-Match: *;          Exists[]",
        "If-Match: \"7\";      Seen[resourceVersion=7, now=9]",
        "If-Match: 7;          Seen[resourceVersion=7, now=9]",
        "If-Match: W/\"7\";    Seen[resourceVersion=7, now=9]",
        "If-Match: \"x7\";     Seen[resourceVersion=-1, now=9]",
        "If-Match: \"1234567890123456789\"; Seen[resourceVersion=-1, now=9]",
        "If-None-Match: *;     Absent[]",
        "If-None-Match: \"7\"; None[]",
      })
  void conditionsOfWrites(String header, String precondition) {
    Precondition read = Receipts.precondition(Requests.headers(header), 9);

    assertThat(read).hasToString(precondition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "X: y;                          200",
        "If-None-Match: \"7\";          304",
        "If-None-Match: W/\"7\";        304",
        "If-None-Match: \"6\", \"7\";   304",
        "If-None-Match: *;              304",
        "If-None-Match: \"77\";         200",
        "If-None-Match: 7;              200",
      })
  void whoHasItAlreadyIsNotToldAgain(String header, int code) {
    Response answer = Conditional.answer(Response.ok("whole"), 7, Requests.headers(header));

    assertThat(answer.getStatus()).isEqualTo(code);
    assertThat(answer.getHeaderString("ETag")).isEqualTo("\"7\"");
    assertThat(answer.getEntity()).isEqualTo(code == 200 ? "whole" : null);
    assertThat(answer.getHeaderString("Vary")).isEqualTo(code == 200 ? "Accept" : null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "X: y;                                   application/json",
        "Accept: */*;                            application/json",
        "Accept: application/*;                  application/json",
        "Accept: application/yaml;               application/yaml",
        "Accept: text/x-yaml;                    application/yaml",
        "Accept: application/json, text/yaml;    application/json",
        "Accept: text/yaml, */*;                 application/yaml",
        "Accept: text/yaml, application/json;    application/yaml",
        "Accept: text/html, text/yaml, */*;      application/yaml",
      })
  void answersInTheFormatThatIsLikedBest(String header, String type) {
    HttpHeaders headers = Requests.headers(header);
    Response answer = Answers.list(List.of("x"), headers);

    assertThat(answer.getMediaType()).hasToString(type);
    assertThat((String) answer.getEntity())
        .isEqualToIgnoringNewLines(type.endsWith("json") ? "{\"items\":[\"x\"]}" : "items:\n- x\n");
  }

  private static ByteArrayInputStream body(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static ByteArrayInputStream body(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void bodiesAreReadUpToAMebibyteOfText() throws IOException {
    byte[] most = new byte[1 << 20];

    assertThat(Bodies.bytes(body(most))).hasSize(1 << 20);
    assertThat(Bodies.bytes(body(packed(most)))).isEqualTo(most);
    refuses(413, "1 MiB", () -> Bodies.bytes(body(new byte[(1 << 20) + 1])));
    refuses(413, "1 MiB", () -> Bodies.bytes(body(packed(new byte[(1 << 20) + 1]))));
    refuses(400, "ended early", () -> Bodies.bytes(body(new byte[] {0x1f, (byte) 0x8b, 8, 0})));
    refuses(400, "not UTF-8", () -> Bodies.text(body(new byte[] {(byte) 0xff})));
  }

  @Test
  void aBodyIsWhatItsPathTakes() {
    String app = "{kind: App, metadata: {name: a}, spec: {image: x}}";
    String secret = "{kind: Secret, metadata: {name: a}, spec: {value: x}}";

    assertThat(Bodies.app(Bodies.manifest(body(app))).app().name()).isEqualTo("a");
    assertThat(Bodies.resource("Secret", body(secret)).name()).isEqualTo("a");
    assertThat(Bodies.texts(body("{a: b}"), Set.of("a", "c"))).isEqualTo(Map.of("a", "b"));
    assertThat(Bodies.wholeNumber(body("{revision: 3}"), "revision")).isEqualTo(3);
    refuses(
        422,
        "takes one app, the body has 2",
        () -> Bodies.app(Bodies.manifest(body(app + "\n---\n" + app.replace("a}", "b}")))));
    refuses(422, "is a Secret", () -> Bodies.app(Bodies.manifest(body(secret))));
    refuses(422, "", () -> Bodies.manifest(body("- 1")));
    refuses(422, "", () -> Bodies.resource("Secret", body("- 1")));
    refuses(422, "", () -> Bodies.texts(body("{b: c}"), Set.of("a")));
    refuses(422, "", () -> Bodies.wholeNumber(body("{revision: x}"), "revision"));
  }
}
