package dev.berth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tags are versions, and which of two is the newer. */
class VersionTagTest {
  private static VersionTag version(String tag) {
    return VersionTag.of(tag).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, false",
    "1.2, 2, false",
    "v1.2.3, v3, false",
    "1.2.3-alpine, 3-alpine, false",
    "1.2.3-alpine3.20, 3-alpine3.20, false",
    "1.2.3-rc1, 3-rc1, true",
    "1.2.3-RC.1, 3-RC.1, true",
    "1.2-beta, 2-beta, true",
    "1.2-m3, 2-m3, true",
    "1.2-m.3, 2-m.3, true",
    "1.2-mariner, 2-mariner, false",
    "1.2-nightly, 2-nightly, true",
  })
  void aVersionHasAShape(String tag, String shape, boolean isEarly) {
    assertThat(version(tag).shape()).isEqualTo(shape);
    assertThat(version(tag).isEarly()).isEqualTo(isEarly);
  }

  @ParameterizedTest
  @CsvSource({"latest", "1.2.3.4", "1.", "vv1", "1_2", "-1", "''", "alpine-3"})
  void othersAreNone(String tag) {
    assertThat(VersionTag.of(tag)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3, 1.2.4",
    "1.9.0, 1.10.0",
    "1, 2",
    "9, 10",
    "1.2, 1.2.1",
    "99999999999999999999, 100000000000000000000",
    "1.2-a, 1.2-b",
  })
  void theHigherNumberIsNewer(String older, String newer) {
    assertThat(version(older)).isLessThan(version(newer));
    assertThat(version(newer)).isGreaterThan(version(older));
    assertThat(version(newer)).isEqualByComparingTo(version(newer));
  }

  @ParameterizedTest
  @CsvSource({
    "web:1.2, 1.2",
    "reg.example:5000/web:1.2, 1.2",
    "web:1.2@sha256:00, 1.2",
  })
  void aReferenceMayHaveOne(String reference, String tag) {
    assertThat(VersionTag.ofReference(reference)).contains(version(tag));
  }

  @ParameterizedTest
  @CsvSource({
    "web",
    "reg.example:5000/web",
    "web:latest",
    "web:1.2-rc1",
    "web@sha256:00",
    "':1/web'"
  })
  void orHasNone(String reference) {
    assertThat(VersionTag.ofReference(reference)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"128, true", "129, false"})
  void noTagIsLonger(int length, boolean isRead) {
    assertThat(VersionTag.of("1".repeat(length)).isPresent()).isEqualTo(isRead);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 2, 2",
    "0, 5, 0, 0",
    "25%, 4, 1, 1",
    "25%, 5, 2, 1",
    "25%, 3, 1, 0",
    "100%, 3, 3, 3",
    "0%, 3, 0, 0",
    "1%, 100, 1, 1",
    "1%, 101, 2, 1",
  })
  void aShareIsRoundedUpOrDown(String text, int replicas, int up, int down) {
    IntOrPercent share = IntOrPercent.of(text).orElseThrow();
    assertThat(share.upOf(replicas)).isEqualTo(up);
    assertThat(share.downOf(replicas)).isEqualTo(down);
    assertThat(share).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"101%", "-1", "1.5", "%", "''", "12345", "2 %"})
  void whatIsNoShareIsNone(String text) {
    assertThat(IntOrPercent.of(text)).isEmpty();
  }
}
