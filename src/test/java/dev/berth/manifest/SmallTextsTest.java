package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 17: what is a few letters to write takes no more memory or time than a few letters. */
class SmallTextsTest {
  private static final String DIGITS = "9".repeat(100_000);
  private static final String APP = "name: a\nimage: i\n";

  private static List<Violation> violations(String text) {
    ManifestReader.Manifest manifest = ManifestReader.read(text);
    List<Violation> all = new ArrayList<>(manifest.violations());
    manifest.drafts().forEach(draft -> all.addAll(draft.violations()));
    return all;
  }

  private static Stream<Arguments> numbers() {
    return Stream.of(
            "replicas", "mem_limit", "pids_limit", "cpus", "stop_grace_period", "oom_score_adj")
        .flatMap(key ->
            Stream.of(
                    DIGITS,
                    "1e99999999",
                    "-1e99999999",
                    ".inf",
                    ".nan",
                    "1." + DIGITS,
                    "0x" + "f".repeat(100_000))
                .flatMap(number ->
                    Stream.of(Arguments.of(key, number), Arguments.of(key, "\"" + number + "\""))));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("numbers")
  void refusesNumbersThatNobodyMeans(String key, String number) {
    assertThat(violations(APP + key + ": " + number + "\n"))
        .isNotEmpty()
        .allSatisfy(violation -> assertThat(violation.message()).hasSizeLessThan(300));
  }

  @Test
  void keepsALongTextThatIsNoNumber() {
    assertThat(violations(APP + "environment: {A: \"" + DIGITS + "\"}\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ports: [\"1-65535:1-65535\"]",
        "ports: [\"1-65535\"]",
        "ports: [{target: 1-65535}]",
        "ports: [\"1-2000:1-2000\", \"2001-4000:2001-4000\", \"4001-5000:4001-5000/udp\"]",
        "expose: [\"1-65535\"]",
        "expose: [1-3000/tcp, 3001-6000/tcp]"
      })
  void countsPortsBeforeItMakesThem(String ports) {
    assertThat(violations(APP + ports + "\n"))
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("ports"))
        .satisfies(v -> assertThat(v.message()).contains("ports", "4096 may be", "network_mode"));
  }

  @Test
  void countsThePortsOfAllServices() {
    String service = "{image: i, expose: [\"1-100\"]}";
    StringBuilder text = new StringBuilder("kind: App\nmetadata: {name: a}\nspec:\n  services:\n");
    for (int i = 0; i < 50; i++) {
      text.append("    s").append(i).append(": ").append(service).append('\n');
    }

    assertThat(violations("apiVersion: berth.dev/v1\n" + text))
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("spec.services"))
        .satisfies(v -> assertThat(v.message()).contains("5000 ports"));
  }

  @Test
  void countsThePortsOfAllDocuments() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append("---\nname: a%d\nimage: i\nports: [\"1-1000:1-1000\"]\n".formatted(i));
    }

    assertThat(violations(text.toString()))
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("[4]"));
  }

  @Test
  void takesAsManyPortsAsMayBe() {
    assertThat(violations(APP + "ports: [\"1001-5096:1001-5096\"]\n")).isEmpty();
  }

  /** Each line means all lines before it, twice. */
  @Test
  void countsWhatAliasesMean() {
    StringBuilder text = new StringBuilder(APP + "x-0: &a0 {a: b}\n");
    for (int i = 1; i < 25; i++) {
      text.append("x-%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(violations(text.toString()))
        .extracting(Violation::message)
        .containsExactly("holds more than 200000 values");
  }

  /** Some thousand names of one long text are few values and many letters. */
  @Test
  void countsTheLettersThatAliasesMean() {
    String text =
        APP + "x-0: &a " + "x".repeat(500_000) + "\nx-1: [*a" + ", *a".repeat(1000) + "]\n";

    assertThat(violations(text))
        .extracting(Violation::message)
        .containsExactly("holds more than 16777216 letters");
  }

  @Test
  void countsTheLettersThatAPatchCopies() {
    List<Object> copies = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      copies.add(Map.of("op", "copy", "from", "/a", "path", "/c" + i));
    }

    assertThat(Patches.json(Map.of("a", "x".repeat(500_000)), copies))
        .isInstanceOfSatisfying(
            Patches.Patched.Unfitting.class,
            refused -> assertThat(refused.message()).contains("16777216 letters"));
  }

  @Test
  void countsWhatAPatchCopies() {
    List<Object> doubling = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      doubling.add(Map.of("op", "copy", "from", "/a", "path", "/a/c" + i));
    }

    assertThat(Patches.json(Map.of("a", Map.of("b", 1)), doubling))
        .isInstanceOfSatisfying(
            Patches.Patched.Unfitting.class,
            refused -> assertThat(refused.message()).contains("what comes of it"));
  }

  @Test
  void takesNoPatchOfMoreOperationsThanAnybodyWrites() {
    List<Object> operations = new ArrayList<>();
    for (int i = 0; i < 1001; i++) {
      operations.add(Map.of("op", "test", "path", "/a", "value", 1));
    }

    assertThat(Patches.json(Map.of("a", 1), operations))
        .isInstanceOf(Patches.Patched.Malformed.class);
  }
}
