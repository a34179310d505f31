package dev.berth.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.api.app.AppPatchResource;
import dev.berth.api.app.AppsReadResource;
import dev.berth.api.app.AppsResource;
import dev.berth.fault.DatabaseDamage;
import dev.berth.http.Requests;
import dev.berth.intake.receipt.Receipt;
import dev.berth.port.EngineInventory;
import dev.berth.port.ImageOperations;
import dev.berth.port.ImageOperations.Refused.Kind;
import dev.berth.spec.validation.Violation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Issue 19.7: every error answer of the API: its code, its reason, its headers, its words. */
class ProblemMappingTest {
  private static final String NONE = "null";

  /** A request that had no body. */
  private static final ContainerRequestContext SILENT =
      Requests.fake(ContainerRequestContext.class, Map.of("getProperty", () -> null));

  private final ProblemMapping mapping = new ProblemMapping(routes());

  private static Routes routes() {
    Set<?> beans =
        Stream.of(AppsResource.class, AppsReadResource.class, AppPatchResource.class, String.class)
            .map(type -> Requests.fake(Bean.class, Map.of("getBeanClass", () -> type)))
            .collect(Collectors.toSet());
    return new Routes(Requests.fake(BeanManager.class, Map.of("getBeans", () -> beans)));
  }

  private static Map<?, ?> tree(Response answer) {
    assertThat(answer.getMediaType()).hasToString(ProblemDetails.TYPE);
    try {
      return new ObjectMapper().readValue((String) answer.getEntity(), Map.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** An answer in one line: code, title, reason, detail. */
  private static String line(Response answer) {
    Map<?, ?> tree = tree(answer);
    assertThat(tree.get("status")).isEqualTo(answer.getStatus());
    assertThat(tree.get("type")).isEqualTo("about:blank");
    return Stream.of("status", "title", "reason", "detail")
        .map(key -> String.valueOf(tree.get(key)))
        .collect(Collectors.joining("|"));
  }

  private static ProblemException refused(Receipt<String> receipt) {
    try {
      throw new AssertionError(Receipts.accepted(receipt));
    } catch (ProblemException e) {
      return e;
    }
  }

  static Stream<List<Object>> receipts() {
    List<Violation> one = List.of(new Violation("spec.image", "is needed"));
    List<Violation> two = List.of(new Violation("", "is empty"), new Violation("b", "c"));
    return Stream.of(
        List.of(
            new Receipt.Invalid<>(one),
            "422|Unprocessable Content|Invalid|1 violation, the first at spec.image: is needed"),
        List.of(
            new Receipt.Invalid<>(two), "422|Unprocessable Content|Invalid|2 violations: is empty"),
        List.of(
            new Receipt.Denied<>(one),
            "422|Unprocessable Content|PolicyDenied|1 violation, the first at spec.image: is"
                + " needed"),
        List.of(new Receipt.Conflict<>("taken"), "409|Conflict|" + NONE + "|taken"),
        List.of(
            new Receipt.PreconditionFailed<>("changed"),
            "412|Precondition Failed|" + NONE + "|changed"),
        List.of(
            new Receipt.NotFound<>("shop"),
            "404|Not Found|" + NONE + "|there is no `shop`; a GET one level up lists all"));
  }

  @ParameterizedTest
  @MethodSource("receipts")
  @SuppressWarnings("unchecked")
  void everyReceiptThatRefuses(List<Object> row) {
    assertThat(line(mapping.problem(refused((Receipt<String>) row.getFirst()), SILENT)))
        .isEqualTo(row.getLast());
  }

  @Test
  void aReceiptThatAcceptsGoesOn() {
    Receipt.Accepted<String> accepted = new Receipt.Accepted<>(Receipt.Outcome.UNCHANGED, "shop");

    assertThat(Receipts.accepted(accepted)).isSameAs(accepted);
  }

  @Test
  void eachViolationIsTold() {
    List<Violation> two = List.of(new Violation("a", "b"), new Violation("c", "d"));

    assertThat(tree(mapping.problem(refused(new Receipt.Invalid<>(two)), SILENT)).get("violations"))
        .isEqualTo(
            List.of(Map.of("path", "a", "message", "b"), Map.of("path", "c", "message", "d")));
    assertThat(
            tree(mapping.problem(refused(new Receipt.Conflict<>("x")), SILENT))
                .containsKey("violations"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, 404|Not Found|ImageNotFound|why",
    "IN_USE,    409|Conflict|ImageInUse|why",
    "INVALID,   422|Unprocessable Content|Invalid|why",
  })
  void whatImagesRefuse(Kind kind, String line) {
    assertThat(line(mapping.refused(new ImageOperations.Refused(kind, "why")))).isEqualTo(line);
  }

  @Test
  void theEngineIsAway() {
    assertThat(
            line(
                mapping.unavailable(
                    new EngineInventory.Unavailable("no engine", new IOException()))))
        .isEqualTo("503|Service Unavailable|EngineUnreachable|no engine");
  }

  @Test
  void tooManyFollowAndAreToldWhenToComeBack() {
    Response answer = mapping.crowded(Requests.tooManyStreams());

    assertThat(line(answer)).isEqualTo("429|Too Many Requests|TooManyStreams|too many follow");
    assertThat(answer.getHeaderString("Retry-After")).isEqualTo("5");
  }

  @Test
  void whoWaitsWhileBerthEnds() {
    assertThat(line(mapping.gone(Requests.gone()))).startsWith("503|Service Unavailable|null|");
  }

  static Stream<List<Object>> bugs() {
    return Stream.of(
        List.of(
            new IllegalStateException("x", new IOException("No space left on device")),
            "507|Insufficient Storage|DiskFull|the disk of Berth's home is full"),
        List.of(
            new IllegalStateException(new DatabaseDamage("row", new IOException("secret"))),
            "500|Internal Server Error|DatabaseDamaged|the database berth.mv.db"),
        List.of(
            new IllegalStateException("closed [90098-240]"),
            "503|Service Unavailable|DatabaseClosed|the database closed itself"),
        List.of(
            new IllegalStateException(new SQLException("secret", "57P01")),
            "503|Service Unavailable|DatabaseUnreachable|the database does not answer"),
        List.of(
            new IllegalStateException(new SQLException("Sorry, acquisition timeout!")),
            "503|Service Unavailable|DatabaseUnreachable|the database does not answer"),
        List.of(
            new IllegalStateException(new SQLException("secret", "22021")),
            "500|Internal Server Error|null|Berth failed; its log says more"),
        List.of(
            new IllegalStateException("secret"),
            "500|Internal Server Error|null|Berth failed; its log says more"));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void whatFailsIsToldWithoutItsInsides(List<Object> row) {
    assertThat(line(mapping.bug((RuntimeException) row.getFirst())))
        .startsWith((String) row.getLast())
        .doesNotContain("secret");
  }

  private Response framework(int code, String method, String path) {
    return mapping.refused(
        new WebApplicationException("words", Response.status(code).header("X-Own", "1").build()),
        Requests.request(method, path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "404; GET;   /v1/nothing;  404|Not Found|null|there is nothing at this path",
        "404; GET;   /api/v1/pods; 404|Not Found|null|what is Kubernetes' own is not served here",
        "404; PUT;   /v1/apps;     405|Method Not Allowed|null|this path does not take this method",
        "404; GET;   /v1/apps;     404|Not Found|null|there is nothing at this path",
        "404; HEAD;  /v1/apps;     404|Not Found|null|there is nothing at this path",
        "405; PUT;   /v1/apps;     405|Method Not Allowed|null|this path does not take this method",
        "406; GET;   /v1/apps;     406|Not Acceptable|null|answers are application/json or",
        "415; PATCH; /v1/apps/a;   415|Unsupported Media Type|null|send Content-Type:"
            + " application/merge-patch+json or application/json-patch+json",
        "415; POST;  /v1/apps;     415|Unsupported Media Type|null|send Content-Type:"
            + " application/yaml or application/json",
        "400; POST;  /v1/apps;     400|Bad Request|null|words",
      })
  void whatTheFrameworkRefuses(int code, String method, String path, String line) {
    assertThat(line(framework(code, method, path))).startsWith(line);
  }

  @Test
  void aMethodThatIsNotTakenIsToldThoseThatAre() {
    assertThat(framework(404, "PATCH", "/v1/apps").getHeaderString("Allow"))
        .isEqualTo("DELETE, GET, HEAD, OPTIONS, POST");
    assertThat(framework(405, "POST", "/v1/apps/a/").getHeaderString("Allow"))
        .isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
    assertThat(framework(404, "GET", "/v1/apps").getHeaderString("Allow")).isNull();
  }

  @Test
  void aPatchOfAnotherTypeIsToldThoseThatAreTaken() {
    assertThat(framework(415, "PATCH", "/v1/apps/a").getHeaderString("Accept-Patch"))
        .isEqualTo("application/merge-patch+json, application/json-patch+json");
    assertThat(framework(415, "PUT", "/v1/apps/a").getHeaderString("Accept-Patch")).isNull();
  }

  @Test
  void headersOfTheFrameworkStay() {
    assertThat(framework(400, "GET", "/v1/apps").getHeaderString("X-Own")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/apps | */*                                | true",
        "/v1/apps | application/*                      | true",
        "/v1/apps | text/event-stream                  | true",
        "/v1/apps | image/png, application/yaml;q=0.1  | true",
        "/v1/apps | image/png                          | false",
        "/v1/apps | rubbish                            | false",
        "/docs    | image/png                          | true",
      })
  void whoWouldUnderstandNoAnswerIsTurnedAway(String path, String accept, boolean passes) {
    AcceptFilter filter = new AcceptFilter();
    var refusal = filter.check(Requests.request("GET", path, "Accept: " + accept));

    assertThat(refusal.map(ProblemMappingTest::line).orElse(""))
        .isEqualTo(
            passes
                ? ""
                : "406|Not Acceptable|null|answers are application/json or application/yaml");
  }
}
