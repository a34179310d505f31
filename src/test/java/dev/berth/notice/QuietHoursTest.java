package dev.berth.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When nobody is woken. */
class QuietHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "22:00-07:00, 2026-11-29T12:00:00Z, 2026-11-29T12:00:00Z",
    "22:00-07:00, 2026-11-29T21:00:00Z, 2026-11-30T06:00:00Z",
    "22:00-07:00, 2026-11-29T20:59:59Z, 2026-11-29T20:59:59Z",
    "22:00-07:00, 2026-11-30T05:59:59Z, 2026-11-30T06:00:00Z",
    "22:00-07:00, 2026-11-30T06:00:00Z, 2026-11-30T06:00:00Z",
    "12:00-13:30, 2026-11-29T11:30:00Z, 2026-11-29T12:30:00Z",
    // The night in which the clocks are set forward.
    "22:00-07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
  })
  void holdsBackUntilTheirEnd(String hours, Instant at, Instant told) {
    assertThat(QuietHours.of(hours, BERLIN).orElseThrow().after(at)).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22-7", "22:00", "25:00-07:00", "07:00-07:00", "a-b"})
  void isWrittenAsTwoTimes(String text) {
    assertThat(QuietHours.of(text, BERLIN)).isEmpty();
  }
}
