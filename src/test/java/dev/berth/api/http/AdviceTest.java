package dev.berth.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.berth.api.app.LogsResource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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

  /** Of every door: what is named is what it takes. */
  @Test
  void theTypesThatAreNamedAreTaken() {
    Map<String, String> wrong = new TreeMap<>();
    int seen = 0;
    for (JavaClass resource : new ClassFileImporter().importPackages("dev.berth.api")) {
      for (JavaMethod method : resource.getMethods()) {
        Optional<String> verb =
            Stream.of("GET", "POST", "PUT", "PATCH", "DELETE")
                .filter(name -> method.isAnnotatedWith("jakarta.ws.rs." + name))
                .findFirst();
        List<String> taken = consumed(method);
        if (verb.isPresent() && !taken.isEmpty() && !taken.contains("*/*")) {
          seen++;
          String advice = MediaTypes.advice(verb.get(), path(resource) + path(method));
          if (taken.stream().noneMatch(advice::contains)) {
            wrong.put(verb.get() + " " + path(resource) + path(method), advice);
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(seen).isGreaterThan(10);
  }

  private static List<String> consumed(JavaMethod method) {
    return Stream.of(
            method.tryGetAnnotationOfType(Consumes.class),
            method.getOwner().tryGetAnnotationOfType(Consumes.class))
        .flatMap(Optional::stream)
        .findFirst()
        .map(consumes -> List.of(consumes.value()))
        .orElse(List.of());
  }

  private static String path(HasAnnotations<?> what) {
    return what.tryGetAnnotationOfType(Path.class)
        .map(Path::value)
        .map(path -> path.startsWith("/") ? path : "/" + path)
        .orElse("");
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
