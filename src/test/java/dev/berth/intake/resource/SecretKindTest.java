package dev.berth.intake.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.MemoryResources;
import dev.berth.state.Resource;
import dev.berth.state.secret.PlainVault;
import dev.berth.state.secret.SecretSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretKindTest {
  private static final Precondition ANY = new Precondition.None();

  private final PlainVault vault = new PlainVault();
  private final List<String> changed = new ArrayList<>();
  private final SecretKind kind = new SecretKind(vault, changed::add);
  private final ResourceIntake intake =
      new ResourceIntake(new MemoryResources(), List.of(kind), InstantSource.fixed(Instant.EPOCH));

  private static ResourceDraft draft(String yaml) {
    return ((Validated.Valid<ResourceDraft>) ManifestReader.resource("Secret", yaml)).value();
  }

  private Receipt<Resource> put(String yaml) {
    return intake.put(kind, draft(yaml), ANY);
  }

  private SortedMap<String, String> seals() {
    return SecretSpec.seals(intake.find(kind, "db").orElseThrow().spec());
  }

  private Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    seals().forEach((key, seal) -> values.put(key, vault.open(seal)));
    return values;
  }

  @Test
  void valuesAreSealedAndNeverShown() {
    put("{name: db, data: {user: me}, stringData: {port: 5432}, value: plain}");

    assertThat(values()).isEqualTo(Map.of("user", "me", "port", "5432", "value", "plain"));
    assertThat(kind.show(intake.find(kind, "db").orElseThrow()))
        .isEqualTo(Map.of("keys", List.of("port", "user", "value")));
    assertThat(changed).containsExactly("db");
  }

  @Test
  void whatSaysTheSameKeepsItsSeal() {
    put("{name: db, data: {user: me, password: old}}");
    SortedMap<String, String> before = seals();

    put("{name: db, data: {user: me, password: new}}");

    assertThat(seals().get("user")).isEqualTo(before.get("user"));
    assertThat(seals().get("password")).isNotEqualTo(before.get("password"));
    assertThat(values()).containsEntry("password", "new");
  }

  @Test
  void keysThatAreNotSaidAgainGo() {
    put("{name: db, data: {user: me, password: old}}");
    put("{name: db, data: {user: me}}");

    assertThat(values()).isEqualTo(Map.of("user", "me"));
  }

  @Test
  void whatSaysNothingOfValuesLeavesThem() {
    put("{name: db, data: {user: me}}");
    put("{name: db, keys: [user], grants: ['team=a']}");

    assertThat(values()).isEqualTo(Map.of("user", "me"));
    assertThat(kind.show(intake.find(kind, "db").orElseThrow()))
        .containsEntry("grants", List.of("team=a"));
  }

  @Test
  void aValueIsKeptWhereItIsAskedForAndOthersAreSaid() {
    put("{name: db, data: {user: me, password: old}}");
    Map<String, Object> data = new HashMap<>();
    data.put("password", SecretKind.Kept.AS_STORED);
    data.put("port", "1");
    intake.put(kind, with(data), ANY);

    assertThat(values()).isEqualTo(Map.of("password", "old", "port", "1"));
  }

  private static ResourceDraft with(Map<String, Object> data) {
    ResourceDraft plain = draft("{name: db, data: {x: y}}");
    return new ResourceDraft(
        plain.kind(),
        plain.name(),
        plain.labels(),
        plain.annotations(),
        plain.managers(),
        plain.root(),
        Map.of("data", data),
        plain.violations());
  }

  @Test
  void whatIsToBeKeptMustBeThere() {
    Map<String, Object> data = new HashMap<>();
    data.put("password", SecretKind.Kept.AS_STORED);

    assertThat(intake.put(kind, with(data), ANY))
        .isInstanceOfSatisfying(
            Receipt.Invalid.class,
            invalid ->
                assertThat(invalid.violations().toString())
                    .contains("data.password")
                    .contains("has no value yet"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: db}                                | data       | needs at least one key
          {name: db, keys: [a]}                     | data       | needs at least one key
          {name: db, data: text}                    | data       | must be a map of texts
          {name: db, data: {'a b': x}}              | data.a b   | keys are letters, digits, ., _ and -
          {name: db, data: {a: [hidden]}}           | data.a     | must be a text
          {name: db, data: {a: "hidden\\0"}}        | data.a     | must not hold a NUL
          {name: db, dta: {a: x}}                   | dta        | unknown key; known: [data, grants, keys, stringData, value]
          """)
  void whatCannotBeKeptIsToldWithoutTheValue(String yaml, String path, String message) {
    assertThat(put(yaml.strip()))
        .isInstanceOfSatisfying(
            Receipt.Invalid.class,
            invalid -> {
              assertThat(invalid.violations()).hasSize(1);
              Violation violation = (Violation) invalid.violations().getFirst();
              assertThat(violation.path()).endsWith(path);
              assertThat(violation.message()).isEqualTo(message).doesNotContain("hidden");
            });
    assertThat(intake.all(kind)).isEmpty();
  }

  @Test
  void aHundredKeysAreEnough() {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      data.append("k").append(i).append(": x, ");
    }

    assertThat(put("{name: db, data: {" + data + "}}")).isInstanceOf(Receipt.Accepted.class);
    assertThat(put("{name: db, data: {" + data + "more: x}}")).isInstanceOf(Receipt.Invalid.class);
  }

  @Test
  void whatKubectlWritesDownOfValuesIsNotKept() {
    assertThat(kind.keepsAnnotation("kubectl.kubernetes.io/last-applied-configuration")).isFalse();
    assertThat(kind.keepsAnnotation("note")).isTrue();
  }
}
