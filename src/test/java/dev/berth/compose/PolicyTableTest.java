package dev.berth.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.KeyDecision;
import dev.berth.spec.RunOption;
import dev.berth.spec.policy.Grant;
import dev.berth.spec.policy.PolicyTable;
import dev.berth.spec.validation.AppDraft;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every key of the Compose Specification is decided once, and no other is (issue 16, section 3).
 */
class PolicyTableTest {
  private static final Set<String> SWITCHES =
      Set.of(
          "berth.policy.bind-roots",
          "berth.build.roots",
          "berth.policy.privileged",
          "berth.policy.host-namespaces",
          "berth.policy.host-resources",
          "berth.policy.host-interfaces",
          "berth.policy.other-containers",
          "berth.policy.devices",
          "berth.policy.capabilities");

  @Test
  void everyKeyOfTheSchemaIsDecided() throws IOException {
    Corpora.assumeThere();
    JsonNode schema =
        Corpora.JSON.readTree(
            Corpora.ROOT.resolve("compose-spec/schema/compose-spec.json").toFile());
    Set<String> keys = new TreeSet<>();
    walk(schema, schema, "", new HashSet<>(), keys);

    assertThat(undecided(keys)).isEmpty();
    assertThat(keys).hasSizeGreaterThan(300);
    Set<String> more = PolicyTable.keys();
    more.removeAll(keys);
    assertThat(more).isEmpty();
  }

  @Test
  void everyKeyThatTheReaderTakesIsDecided() {
    Set<String> keys = new TreeSet<>();
    walk(FileShape.FILE, "", keys);
    Stream.of(RunOption.values()).map(o -> "services.*." + o.key()).forEach(keys::add);

    assertThat(undecided(keys)).isEmpty();
    assertThat(keys).hasSizeGreaterThan(250);
  }

  @Test
  void everySettingIsOne() {
    Set<String> known = new HashSet<>(SWITCHES);
    Arrays.stream(Grant.values()).map(Grant::setting).forEach(known::add);

    assertThat(PolicyTable.keys())
        .allSatisfy(key -> {
          if (PolicyTable.decision(key).orElseThrow() instanceof KeyDecision.Guarded guarded) {
            assertThat(known).as(key).contains(guarded.setting());
          }
        });
  }

  @Test
  void whatNobodyHasDecidedIsNotFree() {
    assertThat(PolicyTable.decision("services.*.host_root")).isEmpty();
    assertThat(PolicyTable.decision("services.*.healthcheck.host_root")).isEmpty();
    assertThat(PolicyTable.decision("services.*.provider.options"))
        .containsInstanceOf(KeyDecision.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: i, credential_spec: {file: x}         | credential_spec",
        "image: i, models: [m]                        | models",
        "image: i, provider: {type: y}                | provider",
        "image: i, use_api_socket: true               | use_api_socket",
        "build: {context: ., ssh: [default]}          | build.ssh",
        "build: {context: ., privileged: true}        | build.privileged",
        "build: {context: ., entitlements: [x]}       | build.entitlements",
        "build: {context: ., additional_contexts: {x: /etc}} | build.additional_contexts",
      })
  void aRefusedKeyIsDeniedWhereverItStands(String service, String key) {
    for (String front : new String[] {"", "services.x."}) {
      String yaml =
          front.isEmpty()
              ? "{name: a, " + service + "}"
              : "{name: a, services: {x: {" + service + "}}}";
      AppDraft draft = ManifestReader.read(yaml).drafts().getFirst();

      assertThat(draft.violations()).isEmpty();
      assertThat(draft.denials())
          .singleElement()
          .satisfies(denial -> assertThat(denial.path()).isEqualTo(front + key));
    }
  }

  private static Set<String> undecided(Set<String> keys) {
    Set<String> left = new TreeSet<>(keys);
    left.removeIf(key -> PolicyTable.decision(key).isPresent());
    return left;
  }

  private static void walk(
      JsonNode schema, JsonNode node, String path, Set<String> above, Set<String> keys) {
    if (!node.isObject()) {
      return;
    }
    JsonNode reference = node.get("$ref");
    if (reference != null) {
      String name = reference.asText().substring(reference.asText().lastIndexOf('/') + 1);
      if (above.add(name)) {
        walk(schema, schema.path("definitions").path(name), path, above, keys);
        above.remove(name);
      }
      return;
    }
    for (String several : new String[] {"oneOf", "anyOf", "allOf"}) {
      node.path(several).forEach(one -> walk(schema, one, path, above, keys));
    }
    node.path("properties")
        .properties()
        .forEach(e -> {
          keys.add(path + e.getKey());
          walk(schema, e.getValue(), path + e.getKey() + ".", above, keys);
        });
    node.path("patternProperties")
        .properties()
        .forEach(e -> {
          if (!e.getKey().equals("^x-")) {
            walk(schema, e.getValue(), path + "*.", above, keys);
          }
        });
    walk(schema, node.path("items"), path, above, keys);
    walk(schema, node.path("additionalProperties"), path + "*.", above, keys);
  }

  private static void walk(Shape shape, String path, Set<String> keys) {
    switch (shape) {
      case Shape.OneOf several -> several.shapes().forEach(one -> walk(one, path, keys));
      case Shape.ListOf list -> walk(list.item(), path, keys);
      case Shape.MapOf map -> walk(map.value(), path + "*.", keys);
      case Shape.Fields fields ->
          fields
              .fields()
              .forEach((key, field) -> {
                keys.add(path + key);
                walk(field.shape(), path + key + ".", keys);
              });
      case Shape.Text text -> {}
      case Shape.Whole whole -> {}
      case Shape.Any any -> {}
      case Shape.Plain plain -> {}
    }
  }
}
