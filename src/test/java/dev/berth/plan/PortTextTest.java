package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports as differences show them. */
class PortTextTest {
  @ParameterizedTest
  @CsvSource({
    "80, 80/tcp",
    "53/udp, 53/udp",
    "4000:80, 4000:80/tcp",
    "127.0.0.1:4000:80, 127.0.0.1:4000:80/tcp",
    "127.0.0.1::80, 127.0.0.1::80/tcp",
    "'[::1]:4000:80/tcp', '[::1]:4000:80/tcp'"
  })
  void asTheShortSyntaxHasThem(String written, String shown) {
    assertThat(
            Samples.app(Map.of("web", Map.of("image", "x", "ports", List.of(written))))
                .service("web")
                .ports())
        .extracting(PortText::of)
        .containsExactly(shown);
  }
}
