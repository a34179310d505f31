package dev.berth.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineException;
import dev.berth.engine.EngineException.Kind;
import dev.berth.plan.Action;
import dev.berth.plan.Plan;
import dev.berth.plan.Step;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.spec.DataLoss;
import dev.berth.status.Problem;
import dev.berth.status.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No hot loops: what has no effect, or is refused, is told and done later and later. */
class ActionBackoffTest {
  private static final Action REMOVAL =
      new Action.RemoveVolume("shop_data", DataLoss.asked(true).orElseThrow(), "not declared");
  private static final Plan STILL_WANTED =
      new Plan(List.of(new Step(REMOVAL, Set.of())), List.of());
  private static final Plan NOTHING = new Plan(List.of(), List.of());

  private final ActionBackoff actionBackoff = new ActionBackoff(new SplittableRandom(1));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** One pass in which the removal was done, and what is to be done after it. */
  private void done(Plan rest) {
    actionBackoff.begin(1, now);
    actionBackoff.succeeded(REMOVAL, now);
    actionBackoff.settle(
        List.of(new PlanExecutor.Outcome(REMOVAL, now, Duration.ZERO, Optional.empty())),
        rest,
        now);
  }

  @Test
  void isLeftAloneFromTheThirdTimeWithoutEffectOn() {
    done(STILL_WANTED);
    done(STILL_WANTED);
    assertThat(actionBackoff.problems(Duration.ZERO)).isEmpty();
    assertThat(actionBackoff.holds(REMOVAL, now)).isFalse();

    done(STILL_WANTED);

    assertThat(actionBackoff.holds(REMOVAL, now)).isTrue();
    assertThat(actionBackoff.problems(Duration.ZERO))
        .singleElement()
        .returns(true, Problem::isStalled)
        .returns(Reasons.ENGINE_ERROR, Problem::reason)
        .returns(
            "remove volume shop_data was done 3 times without effect (not declared)",
            Problem::message);
  }

  @Test
  void isTriedAgainLaterAndLater() {
    done(STILL_WANTED);
    done(STILL_WANTED);
    done(STILL_WANTED);
    Duration first =
        Duration.between(now, actionBackoff.problems(Duration.ZERO).getFirst().retryAt());
    now = actionBackoff.problems(Duration.ZERO).getFirst().retryAt();
    assertThat(actionBackoff.holds(REMOVAL, now)).isFalse();

    done(STILL_WANTED);

    assertThat(Duration.between(now, actionBackoff.problems(Duration.ZERO).getFirst().retryAt()))
        .isGreaterThan(first);
  }

  @Test
  void whatHadItsEffectBetweenIsCountedAnew() {
    done(STILL_WANTED);
    done(STILL_WANTED);
    done(NOTHING);
    done(STILL_WANTED);

    assertThat(actionBackoff.problems(Duration.ZERO)).isEmpty();
  }

  @Test
  void aNewGenerationStartsWithNone() {
    done(STILL_WANTED);
    done(STILL_WANTED);
    done(STILL_WANTED);

    actionBackoff.begin(2, now);

    assertThat(actionBackoff.holds(REMOVAL, now)).isFalse();
    assertThat(actionBackoff.problems(Duration.ZERO)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PORT_IN_USE,          PortInUse,           4",
    "CONFLICT,             NameConflict,        1",
    "DENIED,               PolicyDenied,        1",
    "INVALID,              InvalidSettings,     1",
    "NOT_FOUND,            InvalidSettings,     4",
    "IMAGE_NOT_FOUND,      ImageNotFound,       1",
    "BUILD_FAILED,         BuildFailed,         1",
    "REGISTRY_UNAVAILABLE, RegistryUnreachable, 1",
    "UNAUTHORIZED,         PullFailed,          1",
    "REGISTRY_BUSY,        PullFailed,          1",
    "UNREACHABLE,          EngineUnreachable,   1",
    "TIMEOUT,              EngineError,         1",
    "ENGINE_ERROR,         EngineError,         1",
    "NO_ADDRESSES,         EngineError,         1",
    "NO_SPACE,             EngineDiskFull,      1",
  })
  void everyRefusalHasItsReasonAndStallsFromItsTime(Kind kind, String reason, int stallsAt) {
    for (int times = 1; times <= stallsAt; times++) {
      actionBackoff.begin(1, now);
      actionBackoff.failed(REMOVAL, new EngineException(kind, "no"), "; do this", now);
      assertThat(actionBackoff.problems(Duration.ZERO))
          .singleElement()
          .returns(reason, Problem::reason)
          .returns("no; do this", Problem::message)
          .returns(times >= stallsAt, Problem::isStalled);
      assertThat(actionBackoff.holds(REMOVAL, now)).isTrue();
    }
  }
}
