package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole weights for parts of the requests. */
class SharesTest {
  private static List<String> names(String front, int count) {
    return IntStream.range(0, count).mapToObj(i -> front + i).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1, 1",
    "1, 1, 1",
    "99, 1, 1",
    "50, 1, 3",
    "5, 1, 20",
    "33, 2, 5",
    "1, 1, 100",
    "90, 7, 9"
  })
  void theNewOnesGetTheirShareAndNoMore(int share, int fresh, int old) {
    Map<String, Integer> weights = Shares.of(share, names("n", fresh), names("o", old));
    double forFresh = fresh * weights.getOrDefault("n0", 0);
    double forOld = old * weights.getOrDefault("o0", 0);

    assertThat(100 * forFresh / (forFresh + forOld))
        .isGreaterThan(share * 0.9)
        .isLessThanOrEqualTo(share + 0.4);
    assertThat(weights.values()).allMatch(weight -> weight >= 1 && weight <= 256);
  }

  @Test
  void allOrNothingIsExactly() {
    assertThat(Shares.of(0, List.of("n"), List.of("o"))).isEqualTo(Map.of("n", 0, "o", 1));
    assertThat(Shares.of(100, List.of("n"), List.of("o"))).isEqualTo(Map.of("n", 1, "o", 0));
  }

  /** Whatever the share: nobody waits while there is somebody to answer. */
  @Test
  void whoIsAloneGetsEverything() {
    assertThat(Shares.of(0, List.of("n"), List.of())).isEqualTo(Map.of("n", 1));
    assertThat(Shares.of(10, List.of("n"), List.of())).isEqualTo(Map.of("n", 1));
    assertThat(Shares.of(100, List.of(), List.of("o"))).isEqualTo(Map.of("o", 1));
  }
}
