package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.YamlLines.Place;
import dev.berth.spec.validation.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where violations are, in YAML and in JSON. */
class YamlLinesTest {
  private static final String TEXT =
      """
      name: shop
      services:
        web:
          image: web:1
          labels: {a.b: c, a: {b: d}}
          ports:
            - "80"
            - target: 1
      ---
      name: other
      replicas: many
      """;

  @ParameterizedTest
  @CsvSource({
    "'', 1, 1",
    "name, 1, 1",
    "services.web.image, 4, 5",
    "services.web.labels.a.b, 5, 14",
    "services.web.ports[0], 7, 9",
    "services.web.ports[1].target, 8, 9",
    "services.web.nothing.of.it, 3, 3",
    "[1].replicas, 11, 1",
    "[1], 10, 1",
  })
  void aPathIsFoundOrAsMuchOfItAsIsThere(String path, int line, int column) {
    assertThat(YamlLines.of(TEXT).find(new Violation(path, "is wrong")))
        .contains(new Place(line, column));
  }

  @Test
  void inJsonToo() {
    assertThat(
            YamlLines.of("{\n  \"name\": \"shop\",\n \"replicas\": \"x\"}")
                .find(new Violation("replicas", "is wrong")))
        .contains(new Place(3, 2));
  }

  @Test
  void brokenTextTellsItsPlaceItself() {
    assertThat(YamlLines.of("a: [").find(new Violation("", "line 1, column 5: no end")))
        .contains(new Place(1, 5));
    assertThat(YamlLines.of("a: [").find(new Violation("a", "is wrong"))).isEmpty();
  }

  @Test
  void whatIsNotThereIsNowhere() {
    assertThat(YamlLines.of(TEXT).find(new Violation("[7].name", "is wrong"))).isEmpty();
  }
}
