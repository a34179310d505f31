package dev.berth.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.http.Requests;
import dev.berth.intake.read.ResourceFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How clients of Kubernetes ask: selectors, versions, dry runs, managers, formats, tables. */
class KubeQueriesTest {
  private static KubeQueries queries(String query) {
    return new KubeQueries(Requests.uri("/apis?" + query));
  }

  private static void refuses(int code, String words, ThrowingCallable call) {
    assertThatExceptionOfType(KubeException.class)
        .isThrownBy(call)
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "resourceVersion=12, 12",
    "resourceVersion=0,  0",
    "resourceVersion,    0",
    "x=y,                0",
  })
  void versions(String query, long version) {
    assertThat(queries(query).version().orElse(0L)).isEqualTo(version);
  }

  @Test
  void whatIsNoneIsRefused() {
    refuses(400, "invalid value x", () -> queries("resourceVersion=x").version());
    refuses(400, "resourceVersion", () -> queries("resourceVersion=1234567890123456789").version());
    refuses(
        400, "limit must be a whole number, was -1", () -> queries("limit=-1").number("limit", 0));
    refuses(422, "Unsupported value: \"true\"", () -> queries("dryRun=true").dryRun());
    refuses(
        400,
        "field label not supported: status.phase; supported: metadata.name",
        () -> queries("fieldSelector=status.phase%3DRunning").wanted());
    refuses(
        400,
        "only field=value is supported, was a!=b",
        () -> queries("fieldSelector=a!%3Db").fields());
    refuses(400, "only field=value", () -> queries("fieldSelector=name").fields());
    refuses(400, "unable to parse labelSelector", () -> queries("labelSelector=a in").wanted());
  }

  @Test
  void whatIsOneIsTaken() {
    assertThat(queries("limit=3").number("limit", 0)).isEqualTo(3);
    assertThat(queries("x=y").number("limit", 5)).isEqualTo(5);
    assertThat(queries("dryRun=All").dryRun()).isTrue();
    assertThat(queries("dryRun").dryRun()).isFalse();
    assertThat(queries("force=true").flag("force")).isTrue();
    assertThat(queries("force=1").flag("force")).isTrue();
    assertThat(queries("force=false").flag("force")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.name%3Dshop                             | shop",
        "metadata.name%3D%3Dshop                          | shop",
        "metadata.namespace%3Ddefault,metadata.name%3Dshop | shop",
        " metadata.name %3D shop ,                        | shop",
        "metadata.namespace%3Ddefault                     | ''",
      })
  void fieldsSelectByName(String selector, String name) {
    ResourceFilter filter =
        queries("labelSelector=a%3Db&fieldSelector=" + selector.replace(' ', '+')).wanted();

    assertThat(filter.name().orElse("")).isEqualTo(name);
    assertThat(filter.selector().text()).isEqualTo("a=b");
  }

  private static KubeWriteOptions write(String query, String... headers) {
    Map<String, Supplier<?>> user = new HashMap<>();
    Principal ann = () -> "ann";
    user.put("getUserPrincipal", () -> ann);
    return KubeWriteOptions.of(
        queries(query), Requests.headers(headers), Requests.fake(SecurityContext.class, user));
  }

  @ParameterizedTest
  @CsvSource({
    "x=y,                     kubectl/v1.34 (linux), kubectl",
    "x=y,                     curl,                  curl",
    "fieldManager=helm,       kubectl/v1.34,         helm",
    "fieldManager=a%0A%07b,   kubectl/v1.34,         ab",
  })
  void aManagerIsNamedOrIsTheProgram(String query, String agent, String manager) {
    assertThat(write(query, "User-Agent: " + agent).manager()).isEqualTo(manager);
  }

  @Test
  void aManagerHasABoundedName() {
    assertThat(write("fieldManager=" + "m".repeat(200), "X: y").manager()).hasSize(128);
  }

  @ParameterizedTest
  @CsvSource({
    "x=y,                     false",
    "fieldValidation=Strict,  false",
    "fieldValidation=strict,  false",
    "fieldValidation=Warn,    true",
    "fieldValidation=Ignore,  true",
  })
  void unknownKeysAreRefusedUnlessLetPass(String query, boolean lenient) {
    assertThat(write(query, "X: y").lenient()).isEqualTo(lenient);
  }

  @Test
  void aWriteKnowsItsAuthorAndWhetherItIsMeant() {
    assertThat(write("dryRun=All&force=true", "X: y"))
        .returns("ann", KubeWriteOptions::author)
        .returns(true, KubeWriteOptions::dryRun)
        .returns(true, KubeWriteOptions::force);
    assertThat(write("x=y", "X: y"))
        .returns(false, KubeWriteOptions::dryRun)
        .returns(false, KubeWriteOptions::force)
        .returns(true, w -> w.asDryRun().dryRun());
  }

  @Test
  void whatIsUnknownIsDroppedWithAWarningWhereLenient() {
    Map<String, Object> tree =
        Map.of(
            "apiVersion",
            "berth.dev/v1",
            "kind",
            "App",
            "metadata",
            Map.of("name", "shop", "uid", "u", "labels", Map.of()),
            "spec",
            Map.of("image", "x", "imag", "y"),
            "status",
            Map.of());
    KubeWriteOptions lenient = write("fieldValidation=Warn", "X: y");

    assertThat(KubeDrafts.app(tree, ManagedFields.NONE, lenient).violations()).isEmpty();
    assertThat(lenient.warnings()).containsExactly("unknown field \"spec.imag\"");
    assertThat(KubeDrafts.app(tree, ManagedFields.NONE, write("x=y", "X: y")).violations())
        .singleElement()
        .returns("spec.imag", v -> v.path());
    assertThat(KubeDrafts.bare(tree))
        .doesNotContainKey("status")
        .containsEntry("metadata", Map.of("name", "shop"));
  }

  private static ByteArrayInputStream body(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static ByteArrayInputStream body(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,                 true",
    "application/yaml,                 true",
    "application/vnd.kubernetes.yaml,  true",
    "application/vnd.kubernetes.protobuf, false",
    "text/plain,                       false",
  })
  void bodiesAreJsonOrYaml(String type, boolean isRead) {
    var headers = Requests.headers("Content-Type: " + type);

    if (isRead) {
      assertThat(KubeBodies.text(body("{}"), headers)).isEqualTo("{}");
    } else {
      refuses(415, "unknown format", () -> KubeBodies.text(body("{}"), headers));
    }
  }

  @Test
  void bodiesAreBoundedText() {
    assertThat(KubeBodies.bytes(body(new byte[1 << 20]))).hasSize(1 << 20);
    refuses(413, "1 MiB", () -> KubeBodies.bytes(body(new byte[(1 << 20) + 1])));
    refuses(400, "not UTF-8", () -> KubeBodies.patch(body(new byte[] {(byte) 0xff})));
    refuses(400, "must be an object", () -> KubeDrafts.map(KubeDrafts.document("[1]")));
    refuses(400, "the body ", () -> KubeDrafts.document("{a: 1}\n---\n{b: 2}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json;as=Table;v=v1;g=meta.k8s.io,application/json | x=y           | true  |"
            + " METADATA",
        "application/json;as=Table;v=v1;g=other                        | x=y           | false |"
            + " METADATA",
        "application/json;as=PartialObjectMetadata;g=meta.k8s.io       | includeObject=None   |"
            + " false | NONE",
        "application/json                                              | includeObject=Object |"
            + " false | OBJECT",
      })
  void asksForATable(String accept, String query, boolean table, KubeTables.Include include) {
    assertThat(Accept.of(Requests.headers("Accept: " + accept), queries(query)))
        .isEqualTo(new Accept(table, include));
  }

  @ParameterizedTest
  @CsvSource({
    "PT-5S, 0s",
    "PT0S, 0s",
    "PT1M59S, 119s",
    "PT2M, 2m",
    "PT9M59S, 9m59s",
    "PT10M59S, 10m",
    "PT2H59M, 179m",
    "PT3H, 3h",
    "PT7H59M, 7h59m",
    "PT8H59M, 8h",
    "PT47H59M, 47h",
    "PT48H, 2d",
    "PT49H, 2d1h",
    "P7DT23H, 7d23h",
    "P8DT23H, 8d",
  })
  void agesAsKubectlWritesThem(Duration age, String text) {
    Instant now = Instant.parse("2026-01-31T12:00:00Z");

    assertThat(KubeTables.age(now.minus(age), now)).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(KubeTables.Include.class)
  void aRowHoldsAsMuchOfItsObjectAsIsAsked(KubeTables.Include include) {
    Map<String, Object> object =
        Map.of("kind", "App", "metadata", Map.of("name", "shop"), "spec", Map.of());

    Map<String, Object> row = KubeTables.row(List.of("shop"), object, include);

    assertThat(row.get("cells")).isEqualTo(List.of("shop"));
    switch (include) {
      case NONE -> assertThat(row).doesNotContainKey("object");
      case OBJECT -> assertThat(row.get("object")).isEqualTo(object);
      case METADATA ->
          assertThat(row.get("object"))
              .isEqualTo(
                  Map.of(
                      "kind", "PartialObjectMetadata",
                      "apiVersion", "meta.k8s.io/v1",
                      "metadata", Map.of("name", "shop")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "APPS,       Name Ready Status Revision Image Age,           Endpoints Reason",
    "INSTANCES,  Name App Service State Health Image Age,        Ports",
    "ENGINES,    Name Reachable Version Apps Age,                ''",
    "REGISTRIES, Name Generation Age,                            ''",
    "SECRETS,    Name Generation Age,                            ''",
  })
  void columnsOfEachKind(ApiResource resource, String narrow, String wide) {
    Map<String, Object> table = KubeTables.of(KubeTables.columns(resource), Map.of(), List.of());

    assertThat(names(table, 0)).isEqualTo(narrow);
    assertThat(names(table, 1)).isEqualTo(wide);
  }

  private static String names(Map<String, Object> table, int priority) {
    StringBuilder names = new StringBuilder();
    for (Object column : (List<?>) table.getOrDefault("columnDefinitions", List.of())) {
      Map<?, ?> tree = (Map<?, ?>) column;
      if (Integer.valueOf(priority).equals(tree.get("priority"))) {
        names.append(names.isEmpty() ? "" : " ").append(tree.get("name"));
      }
    }
    return names.toString();
  }

  @Test
  void fieldsAreReadAsTheyWereWritten() {
    Map<String, Object> document =
        Map.of(
            "metadata",
            Map.of("name", "x", "labels", Map.of("a", "1"), "annotations", Map.of("n", "2")),
            "spec",
            Map.of(
                "image", "i", "ports", List.of(1), "environment", Map.of("A", "1"), "e", Map.of()));

    assertThat(FieldSets.of(document))
        .containsExactlyInAnyOrder(
            List.of("metadata", "labels", "a"),
            List.of("metadata", "annotations", "n"),
            List.of("spec", "image"),
            List.of("spec", "ports"),
            List.of("spec", "environment", "A"),
            List.of("spec", "e"));
    assertThat(FieldSets.from(FieldSets.fieldsV1(FieldSets.of(document))))
        .isEqualTo(FieldSets.of(document));
  }

  @Test
  void twoDocumentsInOne() {
    assertThat(
            FieldSets.merged(
                Map.of("spec", Map.of("a", 1, "m", Map.of("x", 1)), "k", 1),
                Map.of("spec", Map.of("b", 2, "m", Map.of("y", 2)), "k", List.of())))
        .isEqualTo(
            Map.of("spec", Map.of("a", 1, "b", 2, "m", Map.of("x", 1, "y", 2)), "k", List.of()));
  }
}
