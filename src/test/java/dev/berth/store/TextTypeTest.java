package dev.berth.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTypeTest {
  @Test
  void whatNoDatabaseKeepsIsTheSignForWhatWasLost() {
    assertThat(TextType.storable("a\0b")).isEqualTo("a\uFFFDb");
    assertThat(TextType.storable("é\n\t")).isEqualTo("é\n\t");
  }
}
