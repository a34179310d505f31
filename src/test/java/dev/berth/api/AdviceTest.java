package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is refused tells the way out, and never names what was just refused (issue 18). */
class AdviceTest {

  private static String refusal(ThrowingCallable call) {
    ProblemException[] seen = new ProblemException[1];
    assertThatExceptionOfType(ProblemException.class).isThrownBy(call).satisfies(e -> seen[0] = e);
    return seen[0].problem().tree().toString();
  }

  @Test
  void aPatchOfAnotherTypeNamesThoseItTakes() {
    assertThat(MediaTypes.advice("PATCH", "/v1/apps/a"))
        .isEqualTo(
            "send Content-Type: application/merge-patch+json or application/json-patch+json");
    assertThat(MediaTypes.advice("POST", "/v1/apps"))
        .isEqualTo("send Content-Type: application/yaml or application/json");
    assertThat(MediaTypes.advice("POST", "/v1/compose")).contains("x-tar", "gzip", "zip");
  }

  @Test
  void aComposeFileSentForAManifestIsToldItsPlace() {
    byte[] compose =
        "services: {web: {image: x}}\nvolumes: {v: {}}\n".getBytes(StandardCharsets.UTF_8);

    assertThat(refusal(() -> Bodies.manifest(new ByteArrayInputStream(compose))))
        .contains("this is a Compose file", "POST /v1/compose?name=NAME");
  }

  @Test
  void anUnknownServiceIsToldWithThoseThereAre() {
    assertThat(refusal(() -> LogsResource.require("wbe", Set.of("web"))))
        .contains("no service `wbe`", "did you mean `web`?", "services: web");
    LogsResource.require("web", Set.of("web"));
  }
}
