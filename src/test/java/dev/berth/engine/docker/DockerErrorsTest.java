package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.DockerException;
import dev.berth.engine.EngineException;
import dev.berth.fault.DiskFull;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words of engines and registries as they were met, and what they mean. */
class DockerErrorsTest {

  /** Issue 18: a push that failed was told as an image that is not there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not found: 404 page not found                          | REGISTRY_UNAVAILABLE",
        "dial tcp 127.0.0.1:1: connect: connection refused      | REGISTRY_UNAVAILABLE",
        "An image does not exist locally with the tag: host/a   | ENGINE_ERROR",
        "unauthorized: authentication required                  | UNAUTHORIZED"
      })
  void aFailedPushIsNoMissingImage(String said, EngineException.Kind kind) {
    assertThat(DockerErrors.ofPush("host:5000/a/b:1", said).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "toomanyrequests: You have reached your pull rate limit. | REGISTRY_BUSY",
        "error parsing HTTP 429 response body: invalid character '<' | REGISTRY_BUSY",
        "received unexpected HTTP status: 503 Service Unavailable | REGISTRY_BUSY",
        "received unexpected HTTP status: 500 Internal Server Error | REGISTRY_BUSY",
        "dial tcp: lookup registry.invalid: no such host | REGISTRY_UNAVAILABLE",
        "dial tcp 127.0.0.1:1: connect: connection refused | REGISTRY_UNAVAILABLE",
        "http: server gave HTTP response to HTTPS client | REGISTRY_UNAVAILABLE",
        "x509: certificate signed by unknown authority | REGISTRY_UNAVAILABLE",
        "manifest for a/b:none not found: manifest unknown: manifest unknown | IMAGE_NOT_FOUND",
        "no basic auth credentials | UNAUTHORIZED",
        "unauthorized: authentication required | UNAUTHORIZED",
        "denied: requested access to the resource is denied | UNAUTHORIZED"
      })
  void tellsThemApart(String said, EngineException.Kind kind) {
    assertThat(DockerErrors.ofPull("host:5000/a/b:none", said).kind()).isEqualTo(kind);
  }

  /** Docker 20.10 with status 500; Docker 28 as a bad parameter. */
  @Test
  void knowsThatNoAddressesAreLeft() {
    String old =
        "could not find an available, non-overlapping IPv4 address pool among the defaults to"
            + " assign to the network";
    String now =
        "Error response from daemon: all predefined address pools have been fully subnetted";

    assertThat(kind(new DockerException("{\"message\":\"" + old + "\"}", 500)))
        .isEqualTo(EngineException.Kind.NO_ADDRESSES);
    assertThat(kind(new BadRequestException("{\"message\":\"" + now + "\"}")))
        .isEqualTo(EngineException.Kind.NO_ADDRESSES);
    assertThat(kind(new BadRequestException("{\"message\":\"invalid subnet\"}")))
        .isEqualTo(EngineException.Kind.INVALID);
  }

  /** Issue 17: a command of an app may be as long as a manifest, and engines repeat it. */
  @Test
  void readsMessagesOfAnyLength() {
    String said = "exec: \\\"" + "a b\\\\".repeat(100_000) + "\\\": not found";

    EngineException failure =
        DockerErrors.of("start web", new DockerException("{\"message\":\"" + said + "\"}", 400));

    assertThat(failure.getMessage()).startsWith("start web: exec: ").endsWith(": not found");
  }

  /** Issue 17: what a full disk of the engine says is not mistaken for Berth's own. */
  @Test
  void knowsThatTheEnginesDiskIsFull() {
    String said = "mkdir /var/lib/docker/overlay2/1: no space left on device";
    DockerException create = new DockerException("{\"message\":\"" + said + "\"}", 500);

    assertThat(
            List.of(
                DockerErrors.of("create container web", create), DockerErrors.ofPull("a", said)))
        .allSatisfy(failure -> {
          assertThat(failure.kind()).isEqualTo(EngineException.Kind.NO_SPACE);
          assertThat(failure.isTransient()).isTrue();
          assertThat(failure).hasMessageContaining("docker system df");
          assertThat(failure).hasMessageContaining("/var/lib/docker/overlay2/1");
          assertThat(DiskFull.isCauseOf(failure)).isFalse();
        });
  }

  private static EngineException.Kind kind(DockerException cause) {
    return DockerErrors.of("create network web_default", cause).kind();
  }

  @Test
  void namesReferenceRegistryAndTheWayOut() {
    assertThat(DockerErrors.ofPull("host:5000/a/b:none", "manifest unknown").getMessage())
        .contains("host:5000/a/b:none", "from host:5000", "check name and tag");
    assertThat(DockerErrors.ofPush("host:5000/a/b:1", "x509: unknown authority").getMessage())
        .contains("/etc/docker/certs.d/host:5000/ca.crt");
    assertThat(
            DockerErrors.ofPull("host:5000/a", "server gave HTTP response to HTTPS client")
                .getMessage())
        .contains("insecure-registries");
  }

  /** What the engine wrote is read, not cut out: its text may have any letters. */
  @Test
  void saysWhatTheEngineSaid() {
    assertThat(said("Status 409: {\"message\":\"name \\\"/a\\\" is in use\"}"))
        .isEqualTo("name \"/a\" is in use");
    assertThat(said("Status 500: {\"message\":\"a \\u003cb\\u003e \\\\ c\\nd\"}\n"))
        .isEqualTo("a <b> \\ c d");
    assertThat(said("{no json} {\"errorDetail\":{\"message\":\"deep\"},\"error\":\"e\"}"))
        .isEqualTo("deep");
    assertThat(said("page {not} found")).isEqualTo("page {not} found");
    assertThat(said("{\"message\":7}")).isEqualTo("{\"message\":7}");
    assertThat(said("{\"message\":\"cut o")).isEqualTo("{\"message\":\"cut o");
  }

  private static String said(String text) {
    return DockerErrors.said(new IllegalStateException(text));
  }
}
