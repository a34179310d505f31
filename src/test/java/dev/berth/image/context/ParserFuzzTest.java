package dev.berth.image.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The small corpus that a fuzz run begins with, and what such runs have found. */
class ParserFuzzTest {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");

  static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void answersSoon(Path input) throws IOException {
    byte[] data = Files.readAllBytes(input);

    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ParserFuzz.fuzzerTestOneInput(data));
  }

  @Test
  void matchesAnIgnorePatternInTimeThatGrowsWithItsLength() throws ContextException {
    DockerIgnore rules = DockerIgnore.parse("*a".repeat(40) + "b\n" + "**/".repeat(40) + "x\n");
    String path = "a".repeat(500) + "/" + "a/".repeat(200) + "y";

    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> rules.ignores(path)))
        .isFalse();
  }
}
