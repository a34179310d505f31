package dev.berth.image.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Build arguments may be secrets: their values show nowhere. */
class BuildLogTest {

  @Test
  void hidesValuesOfArguments() {
    BuildLog log = new BuildLog(List.of("s3cret", "s3cret-and-more", "no"), () -> 0, () -> {});
    log.line("got s3cret-and-more, s3cret, no");

    assertThat(log.last()).isEqualTo("got ***, ***, no");
  }
}
