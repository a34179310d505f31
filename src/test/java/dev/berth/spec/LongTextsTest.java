package dev.berth.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Issue 17: no text as long as a request may be ends a thread, or keeps it for long. */
class LongTextsTest {
  private static final int MANY = 200_000;

  private static Stream<String> keys() {
    String name = ".a".repeat(MANY);
    return Stream.of(
        "image: a" + name,
        "image: a" + "/a".repeat(MANY),
        "image: 'a" + name + "!'",
        "image: 'a" + "-".repeat(MANY) + "'",
        "image: i\nsysctls: {net" + name + ": 1}",
        "image: i\nsysctls: {'net" + "/a".repeat(MANY) + "!': 1}",
        "image: i\npull_policy: every_" + "1w".repeat(MANY),
        "image: i\nhostname: a" + name,
        "image: i\nextra_hosts: ['a" + name + ":127.0.0.1']",
        "image: i\nports: ['" + "1:".repeat(MANY) + "']",
        "image: i\nvolumes: ['" + "/a:".repeat(MANY) + "']",
        "image: i\nuser: 'a" + ":a".repeat(MANY) + "'",
        "image: i\nmem_limit: " + "1g".repeat(MANY),
        "image: i\nstop_grace_period: " + "1h".repeat(MANY));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("keys")
  void readsAndChecksThem(String keys) {
    assertThatCode(
            () -> {
              ManifestReader.Manifest manifest = ManifestReader.read("name: a\n" + keys + "\n");
              manifest.drafts().forEach(draft -> SpecRules.check(draft, Set.of()));
            })
        .doesNotThrowAnyException();
  }

  private static Stream<String> selectors() {
    return Stream.of(
        "a,".repeat(MANY) + "a",
        "a" + " ".repeat(MANY) + "?",
        "a in (" + "x,".repeat(MANY) + "y",
        "!".repeat(MANY),
        "a" + "=a".repeat(MANY),
        "a" + "/a".repeat(MANY),
        "a in ".repeat(MANY));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("selectors")
  void refusesSelectorsThatNobodyMeans(String selector) {
    assertThat(LabelSelector.parse(selector))
        .isInstanceOfSatisfying(
            Validated.Invalid.class,
            bad ->
                assertThat(((Violation) bad.violations().getFirst()).message())
                    .hasSizeLessThan(300));
  }

  @Test
  void tellsHowManyConditionsASelectorMayHave() {
    assertThat(LabelSelector.parse("a,".repeat(100) + "a"))
        .isEqualTo(
            new Validated.Invalid<>(
                List.of(new Violation("labelSelector", "has more than 100 conditions"))));
  }
}
