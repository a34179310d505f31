package dev.berth.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.http.Requests;
import dev.berth.http.TooManyStreams;
import dev.berth.intake.receipt.Receipt;
import dev.berth.port.WatchLog;
import dev.berth.spec.validation.Violation;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Issue 19.7: every refusal of the Kubernetes door is the {@code Status} that kubectl reads. */
class KubeAnswersTest {
  private static final List<Violation> WRONG = List.of(new Violation("spec.image", "is needed"));
  private static final Map<String, Object> SHOP =
      Map.of("name", "shop", "group", "berth.dev", "kind", "apps");

  private static Map<String, Object> with(Map<String, Object> details, Object causes) {
    Map<String, Object> more = new java.util.LinkedHashMap<>(details);
    more.put("causes", causes);
    return more;
  }

  private static Map<String, Object> status(
      int code, String reason, String message, Map<String, Object> details) {
    Map<String, Object> status = new java.util.LinkedHashMap<>();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.put("metadata", Map.of());
    status.put("status", "Failure");
    status.put("message", message);
    status.put("reason", reason);
    if (!details.isEmpty()) {
      status.put("details", details);
    }
    status.put("code", code);
    return status;
  }

  static Stream<List<Object>> receipts() {
    Object causes =
        List.of(
            Map.of("reason", "FieldValueInvalid", "message", "is needed", "field", "spec.image"));
    return Stream.of(
        List.of(
            new Receipt.Invalid<>(WRONG),
            status(
                422,
                "Invalid",
                "App.berth.dev \"shop\" is invalid: spec.image: is needed",
                with(SHOP, causes))),
        List.of(
            new Receipt.Invalid<>(
                List.of(
                    new Violation("spec.imag", "unknown key; did you mean `image`?"),
                    new Violation("spec.b", "unknown key"))),
            status(
                400,
                "BadRequest",
                "App in version \"v1\" cannot be handled as a App: strict decoding error: unknown"
                    + " field \"spec.imag\"; did you mean `image`?, unknown field \"spec.b\"",
                Map.of())),
        List.of(
            new Receipt.Denied<>(WRONG),
            status(
                403,
                "Forbidden",
                "apps.berth.dev \"shop\" is forbidden: PolicyDenied: spec.image: is needed",
                with(SHOP, causes))),
        List.of(
            new Receipt.Conflict<>("it is being deleted"),
            status(
                409,
                "Conflict",
                "Operation cannot be fulfilled on apps.berth.dev \"shop\": it is being deleted",
                SHOP)),
        List.of(
            new Receipt.PreconditionFailed<>("version 3"),
            status(
                409,
                "Conflict",
                "Operation cannot be fulfilled on apps.berth.dev \"shop\": the object has been"
                    + " modified; please apply your changes to the latest version and try again"
                    + " (version 3)",
                SHOP)),
        List.of(
            new Receipt.NotFound<>("shop"),
            status(404, "NotFound", "apps.berth.dev \"shop\" not found", SHOP)));
  }

  @ParameterizedTest
  @MethodSource("receipts")
  @SuppressWarnings("unchecked")
  void everyReceiptThatRefuses(List<Object> row) {
    KubeException refusal =
        catchThrowableOfType(
            KubeException.class,
            () ->
                KubeRefusals.accepted(ApiResource.APPS, "shop", (Receipt<String>) row.getFirst()));
    Response answer = new KubeMapping().status(refusal);

    assertThat(refusal.status()).isEqualTo(row.getLast());
    assertThat(answer.getStatus()).isEqualTo(refusal.code());
    assertThat(answer.getMediaType()).hasToString("application/json");
    assertThat(KubeJson.tree((String) answer.getEntity())).isEqualTo(refusal.status());
    assertThat(answer.getHeaderString("Retry-After")).isNull();
  }

  @Test
  void oneUnknownKeyAmongOtherMistakesIsNoStrictDecodingError() {
    List<Violation> mixed =
        List.of(new Violation("spec.x", "unknown key"), new Violation("", "is empty"));

    assertThat(KubeRefusals.invalid(ApiResource.SECRETS, "s", mixed))
        .returns(422, KubeException::code)
        .hasMessage("Secret.berth.dev \"s\" is invalid: spec.x: unknown key; is empty");
  }

  @Test
  void aReceiptThatAcceptsGoesOn() {
    Receipt.Accepted<String> accepted = new Receipt.Accepted<>(Receipt.Outcome.CREATED, "x");

    assertThat(KubeRefusals.accepted(ApiResource.APPS, "x", accepted)).isSameAs(accepted);
  }

  @Test
  void aWatchThatCameTooLateStartsAnew() {
    Response answer = new KubeMapping().gone(new WatchLog.Gone("too old"));

    assertThat(answer.getStatus()).isEqualTo(410);
    assertThat(KubeJson.tree((String) answer.getEntity()))
        .isEqualTo(status(410, "Expired", "too old", Map.of()));
  }

  @Test
  void whoIsTooManyIsToldWhenToComeBack() {
    assertThat(
            KubeMapping.answer(KubeException.of(429, "TooManyRequests", "later"))
                .getHeaderString("Retry-After"))
        .isEqualTo(String.valueOf(TooManyStreams.RETRY_SECONDS));
  }

  /** A response that another door made, as a filter may change it. */
  private static final class Made {
    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    private final int code;
    private final String type;
    private Object entity = "{\"detail\": \"why\"}";

    Made(int code, String type) {
      this.code = code;
      this.type = type;
    }

    ContainerResponseContext context() {
      return (ContainerResponseContext)
          Proxy.newProxyInstance(
              Made.class.getClassLoader(),
              new Class<?>[] {ContainerResponseContext.class},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "getStatus" -> code;
                    case "getMediaType" -> MediaType.valueOf(type);
                    case "getEntity" -> entity;
                    case "getHeaders" -> headers;
                    case "getHeaderString" -> text(headers.getFirst((String) arguments[0]));
                    case "setEntity" -> {
                      entity = arguments[0];
                      yield null;
                    }
                    default -> throw new AssertionError(method.toString());
                  });
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadRequest",
    "401, Unauthorized",
    "403, Forbidden",
    "404, NotFound",
    "405, MethodNotAllowed",
    "406, NotAcceptable",
    "409, Conflict",
    "410, Expired",
    "413, RequestEntityTooLarge",
    "415, UnsupportedMediaType",
    "422, Invalid",
    "429, TooManyRequests",
    "500, InternalError",
    "503, ServiceUnavailable",
    "504, Timeout",
    "507, InternalError",
  })
  void errorsOfOtherDoorsLeaveAsStatus(int code, String reason) {
    Made made = new Made(code, "application/problem+json");

    new StatusFilter()
        .translate(Requests.request("GET", "/apis/berth.dev/v1/apps"), made.context());

    assertThat(KubeJson.tree((String) made.entity))
        .isEqualTo(status(code, reason, "why", Map.of()));
    assertThat(made.headers.getFirst("Content-Type")).hasToString("application/json");
  }

  @ParameterizedTest
  @CsvSource({"7, true", "Wed, false"})
  void theTimeToWaitIsInTheStatusToo(String header, boolean told) {
    Made made = new Made(429, "application/problem+json");
    made.headers.putSingle("Retry-After", header);

    new StatusFilter().translate(Requests.request("GET", "/api"), made.context());

    Map<String, Object> details = told ? Map.of("retryAfterSeconds", 7) : Map.of();
    assertThat(KubeJson.tree((String) made.entity))
        .isEqualTo(status(429, "TooManyRequests", "why", details));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/apps,   application/problem+json",
    "/apidocs,   application/problem+json",
    "/apis/x,    application/json",
  })
  void whatIsNoErrorOfThisDoorStays(String path, String type) {
    Made made = new Made(404, type);

    new StatusFilter().translate(Requests.request("GET", path), made.context());

    assertThat(made.entity).isEqualTo("{\"detail\": \"why\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/apis/x  | application/json                                        | true",
        "/apis/x  | */*                                                     | true",
        "/apis/x  | application/vnd.kubernetes.protobuf,application/json    | true",
        "/apis/x  | application/json;as=Table;v=v1;g=meta.k8s.io            | true",
        "/apis/x  | application/vnd.kubernetes.protobuf                     | false",
        "/apis/x  | text/html                                               | false",
        "/v1/apps | text/html                                               | true",
      })
  void whoDoesNotReadJsonIsTurnedAway(String path, String accept, boolean passes) {
    var refusal = new KubeAcceptFilter().check(Requests.request("GET", path, "Accept: " + accept));

    assertThat(refusal.map(Response::getStatus).orElse(200)).isEqualTo(passes ? 200 : 406);
  }
}
