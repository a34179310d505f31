package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.validation.Violation;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
  private static final String DOCUMENT = "name: a\nimage: x\n---\n";

  @Test
  void readsAThousandDocuments() {
    assertThat(ManifestReader.read(DOCUMENT.repeat(1000)).violations()).isEmpty();
  }

  @Test
  void refusesMore() {
    assertThat(ManifestReader.read(DOCUMENT.repeat(1001)).violations())
        .containsExactly(new Violation("", "holds more than 1000 documents"));
  }
}
