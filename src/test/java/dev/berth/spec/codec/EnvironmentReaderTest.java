package dev.berth.spec.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.SecretText;
import dev.berth.spec.UnsetVariable;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class EnvironmentReaderTest {
  private final List<Violation> violations = new ArrayList<>();

  private SortedMap<String, String> read(Object tree) {
    return EnvironmentReader.read(new Node("environment", tree, violations));
  }

  @Test
  void readsSecretsAndWritesThemAgain() {
    Map<String, Object> tree =
        Map.of(
            "NAME", "World",
            "PASSWORD", Map.of("secret", "db", "key", "password"),
            "ONLY", Map.of("secret", "db"),
            "URL", Map.of("secret", "db", "key", "k", "format", "redis://:{}@redis"));

    SortedMap<String, String> read = read(tree);

    assertThat(violations).isEmpty();
    assertThat(SecretText.in(String.valueOf(read.get("PASSWORD"))))
        .contains(SecretText.of("db", "password"));
    assertThat(EnvironmentReader.tree(read)).isEqualTo(tree);
  }

  /** Issue 18: Compose takes the image's own away, and so says the way out. */
  @Test
  void aNameWithoutAValueIsUnset() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("A", null);

    assertThat(read(nothing)).isEqualTo(read(List.of("A"))).containsEntry("A", UnsetVariable.CODE);
    assertThat(EnvironmentReader.tree(read(List.of("A", "B=", "C=\0"))))
        .isEqualTo(Map.of("A", Map.of("unset", true), "B", ""));
    assertThat(violations).extracting(Violation::path).containsExactly("environment[2]");
    assertThat(read(Map.of("A", Map.of("unset", true)))).isEqualTo(read(List.of("A")));
  }

  @Test
  void refusesWhatIsNoReference() {
    read(
        Map.of(
            "A", Map.of("secret", "No Name"),
            "B", Map.of("secret", "db", "key", "a/b"),
            "C", Map.of("secret", "db", "format", "no hole"),
            "D", Map.of("secrets", "db"),
            "E", "\0db/password#\0"));

    assertThat(violations)
        .extracting(Violation::path)
        .contains(
            "environment.A.secret",
            "environment.B.key",
            "environment.C.format",
            "environment.D.secrets",
            "environment.E");
  }
}
