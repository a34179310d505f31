package dev.berth.lead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only the newest Berth of a database leads. */
class VersionOrderTest {
  @ParameterizedTest
  @CsvSource({
    "1.2.0, 1.1.9, true",
    "1.10, 1.9, true",
    "17, 16, true",
    "15.3, 15, true",
    "1.2.0, 1.2.0, false",
    "1.2, 1.2.0, false",
    "0.1.0-SNAPSHOT, 0.1.0, false",
    "1.1, 1.2, false",
    "rubbish, 0, false",
    "'', 1, false",
  })
  void ofTwoVersionsOneIsNewer(String one, String other, boolean isNewer) {
    assertThat(VersionOrder.isNewer(one, other)).isEqualTo(isNewer);
  }
}
