package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Rotation;
import dev.berth.observe.Rotation.Load;
import dev.berth.spec.Stages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a holder has counted, and what that says of a new version. */
class CanaryAnalysisTest {
  private static final Stages.Analysis FIVE = new Stages.Analysis(500, 100, Optional.empty());
  private static final Stages.Analysis SLOW = new Stages.Analysis(500, 100, Optional.of(50));

  private static Rotation.Slot slot(int number, String name, Load load) {
    Rotation.Slot slot = Rotation.Slot.parked(number).told(name, Rotation.Admin.READY);
    return new Rotation.Slot(
        slot.number(), name, slot.admin(), true, true, false, 1, load, java.time.Duration.ZERO);
  }

  private static CanaryAnalysis of(Load fresh, Load stable, Map<String, Load> begun) {
    Rotation rotation =
        new Rotation(
            Optional.empty(),
            Optional.empty(),
            1,
            List.of(slot(1, "new", fresh), slot(2, "old", stable), slot(3, "", Load.NONE)),
            begun);
    return CanaryAnalysis.of(rotation, Set.of("new"), Set.of("old"));
  }

  private static CanaryAnalysis of(Load fresh, Load stable) {
    return of(fresh, stable, Map.of("new", Load.NONE, "old", Load.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 0, 0, false, none failed",
    "100, 5, 0, false, as many as may fail",
    "100, 6, 0, true, one more",
    "99, 99, 0, false, too few to say",
    "0, 0, 100, true, nobody could be sent there",
    "100, 20, 20, true, what broke off is counted once",
  })
  void failsWithMoreThanMayFail(
      long requests, long failures, long errors, boolean fails, String why) {
    CanaryAnalysis seen = of(new Load(0, errors, requests, failures, 0), Load.NONE);

    assertThat(seen.failure(FIVE).isPresent()).as(why).isEqualTo(fails);
  }

  /** Where everything fails it is not the new version that is at fault. */
  @Test
  void doesNotFailForWhatTheOldOneDoesToo() {
    Load thirty = new Load(0, 0, 1000, 300, 0);

    assertThat(of(thirty, thirty).failure(FIVE)).isEmpty();
    assertThat(of(thirty, new Load(0, 0, 1000, 290, 0)).failure(FIVE)).isPresent();
  }

  @Test
  void countsFromTheBeginningOfTheStep() {
    Load before = new Load(0, 0, 1000, 900, 0);
    CanaryAnalysis seen =
        of(new Load(0, 0, 1200, 901, 0), before, Map.of("new", before, "old", before));

    assertThat(seen.fresh().requests()).isEqualTo(200);
    assertThat(seen.fresh().failed()).isEqualTo(1);
    assertThat(seen.stable().requests()).isZero();
  }

  /** A holder that was loaded anew counts from nothing. */
  @Test
  void countsAllWhereTheHolderBeganAnew() {
    Load before = new Load(0, 0, 1000, 10, 0);
    CanaryAnalysis seen =
        of(new Load(0, 0, 150, 3, 0), Load.NONE, Map.of("new", before, "old", Load.NONE));

    assertThat(seen.fresh().requests()).isEqualTo(150);
    assertThat(seen.fresh().failed()).isEqualTo(3);
  }

  /** Whose counts at the beginning nobody knows has none yet. */
  @Test
  void countsNothingOfWhomNobodyKnows() {
    CanaryAnalysis seen = of(new Load(0, 9, 900, 9, 9), Load.NONE, Map.of());

    assertThat(seen.fresh().requests()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "30, 20, false, half as long again is allowed",
    "31, 20, true, and no more",
    "9, 1, false, of a few milliseconds nothing can be said",
  })
  void failsWhereItIsSlower(long fresh, long stable, boolean fails, String why) {
    CanaryAnalysis seen = of(new Load(0, 0, 200, 0, fresh), new Load(0, 0, 400, 0, stable));

    assertThat(seen.failure(SLOW).isPresent()).as(why).isEqualTo(fails);
    assertThat(seen.failure(FIVE)).as("where nobody asks").isEmpty();
  }

  /** What the holder says is an average that answers of before the step still weigh in. */
  @Test
  void asksOfTheAnswersSinceTheStepBegan() {
    Load before = new Load(0, 0, 200, 0, 10);
    // 200 of 10 ms, then 200 of 50 ms.
    Load now = new Load(0, 0, 400, 0, 30);
    CanaryAnalysis seen =
        of(now, new Load(0, 0, 400, 0, 30), Map.of("new", before, "old", Load.NONE));

    assertThat(seen.fresh().millis() / seen.fresh().requests()).isEqualTo(50);
    assertThat(seen.failure(SLOW).orElseThrow()).contains("50 ms", "30 ms", "50% more");
  }
}
