package dev.berth.spec.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables are those of Go's {@code time.ParseDuration}, and days and weeks (issue 18). */
class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "+0, 0",
    "5s, 5000000000",
    "-5s, -5000000000",
    "+5s, 5000000000",
    "5.6s, 5600000000",
    "5.s, 5000000000",
    ".5s, 500000000",
    "1.004s, 1004000000",
    "100.00100s, 100001000000",
    "10ns, 10",
    "11us, 11000",
    "12µs, 12000",
    "12μs, 12000",
    "13ms, 13000000",
    "15m, 900000000000",
    "16h, 57600000000000",
    "3h30m, 12600000000000",
    "10.5s4m, 250500000000",
    "-2m3.4s, -123400000000",
    "1h2m3s4ms5us6ns, 3723004005006",
    "52763797000ns, 52763797000",
    "0.3333333333333333333h, 1200000000000",
    "9007199254740993ns, 9007199254740993",
    "9223372036854775807ns, 9223372036854775807",
    "9223372036854775.807us, 9223372036854775807",
    "9223372036s854ms775us807ns, 9223372036854775807",
    "-9223372036854775808ns, -9223372036854775808",
    "-2562047h47m16.854775808s, -9223372036854775808",
    "0.100000000000000000000h, 360000000000",
    "0.830103483285477580700h, 2988372539827",
    "1d, 86400000000000",
    "1w, 604800000000000",
    "2w3d4h, 1483200000000000",
    "1.5d, 129600000000000",
    "3d2w, 1468800000000000"
  })
  void readsWhatGoReads(String text, long nanos) {
    assertThat(Durations.nanos(text)).hasValue(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "-",
        "+",
        "s",
        ".",
        "-.",
        ".s",
        "+.s",
        "1.2.3s",
        "1 s",
        " 1s",
        "1s ",
        "1S",
        "1D",
        "1mo",
        "1y",
        "--1s",
        "1e3s",
        "\ufffd",
        "9223372036854775808ns",
        "-9223372036854775809ns",
        "9223372036854776us",
        "3000000h",
        "9223372036854775.808us",
        "9223372036854ms775us808ns",
        "99999999999999999999999999w",
        "１s"
      })
  void refusesWhatGoRefuses(String text) {
    assertThat(Durations.nanos(text)).isEmpty();
  }

  @Test
  void noWaitIsNegative() {
    assertThat(Durations.parse("-1s")).isEmpty();
    assertThat(Durations.parse("1d")).contains(Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ns",
    "1100, 1.1µs",
    "2200000, 2.2ms",
    "3300000000, 3.3s",
    "245000000000, 4m5s",
    "3600000000000, 1h0m0s",
    "-1500000000, -1.5s"
  })
  void printsAsGoDoes(long nanos, String text) {
    assertThat(Durations.text(nanos)).isEqualTo(text);
  }
}
