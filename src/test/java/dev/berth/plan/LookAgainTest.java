package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is looked at for long is looked at less often. */
class LookAgainTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0.2S",
    "PT2S, PT0.2S",
    "PT2.01S, PT0.201S",
    "PT30S, PT3S",
    "PT50S, PT5S",
    "PT51S, PT5S",
    "PT24H, PT5S"
  })
  void aTenthOfTheTimeWithinBounds(Duration time, Duration after) {
    assertThat(LookAgain.after(time, Duration.ofMillis(200))).isEqualTo(after);
  }
}
