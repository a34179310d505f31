package dev.berth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ports that tests publish are none that the kernel gives to whoever connects somewhere. */
class FixedPortsTest {
  private static final Pattern PORT =
      Pattern.compile(
          "(?:\\b(?:[A-Z_]*PORT|HTTPS?|LINE|DNS|DNS_MANAGEMENT|MANAGEMENT) = |127\\.0\\.0\\.1:)"
              + "([0-9_]{4,6})\\b");

  /** Of Linux ({@code net.ipv4.ip_local_port_range}) as it comes. */
  private static final int FIRST_GIVEN = 32_768;

  private static Stream<Integer> ports(Path file) {
    try {
      return PORT.matcher(Files.readString(file))
          .results()
          .map(found -> Integer.valueOf(found.group(1).replace("_", "")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void nobodyElseCanHaveThemByChance() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java/dev/berth"))) {
      List<Integer> ports =
          files
              .filter(file ->
                  file.getFileName()
                      .toString()
                      .matches(".*(Scenario|IT|Contract|Project|Pebble|Hands)\\.java"))
              .flatMap(FixedPortsTest::ports)
              .toList();

      assertThat(ports).hasSizeGreaterThan(20).allMatch(port -> port < FIRST_GIVEN);
    }
  }
}
