package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.Logins;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistriesTest {
  private final Registries registries =
      new Registries(
          Logins.NONE,
          Map.of("docker.io", List.of("mirror:5000", "other"), "quay.io", List.of("mirror/quay")));

  @ParameterizedTest
  @CsvSource({
    "redis:7, mirror:5000/library/redis:7 other/library/redis:7",
    "redis, mirror:5000/library/redis:latest other/library/redis:latest",
    "a/b:1, mirror:5000/a/b:1 other/a/b:1",
    "docker.io/a/b:1, mirror:5000/a/b:1 other/a/b:1",
    "index.docker.io/a/b:1, mirror:5000/a/b:1 other/a/b:1",
    "quay.io/a/b:1, mirror/quay/a/b:1",
    "host:1/a:1, ''",
    "redis@sha256:aa, ''"
  })
  void asksTheCopiesOfATag(String reference, String copies) {
    assertThat(String.join(" ", registries.copies(reference))).isEqualTo(copies);
  }
}
