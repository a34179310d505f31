package dev.berth.image.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineException;
import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ImageState;
import dev.berth.spec.App;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When an image is pulled, by a clock that the test sets. */
class ImageJobsTest {
  @TempDir Path folder;
  private JobsRig rig;

  @BeforeEach
  void begin() {
    rig = new JobsRig(folder);
  }

  private static App app(String policy) {
    return ManifestReader.read("name: shop\nimage: host/shop:1\npull_policy: " + policy)
        .drafts()
        .getFirst()
        .app();
  }

  @ParameterizedTest
  @CsvSource({
    "missing, 400, 1",
    "if_not_present, 400, 1",
    "always, 1, 2",
    "daily, 23, 1",
    "daily, 25, 2",
    "weekly, 167, 1",
    "weekly, 169, 2",
    "every_12h, 11, 1",
    "every_12h, 13, 2",
    "every_2d, 47, 1",
    "every_2d, 49, 2"
  })
  void aNewRevisionPullsByItsPolicy(String policy, int hoursLater, int pulls) {
    rig.pass(app(policy), 1);
    rig.later(Duration.ofHours(hoursLater));
    rig.pass(app(policy), 2);

    assertThat(rig.engine.pulled).hasSize(pulls);
  }

  @Test
  void aRevisionThatHasItsImageNeverPullsAgain() {
    rig.pass(app("every_1h"), 1);
    rig.later(Duration.ofDays(30));
    ImageState state = rig.pass(app("every_1h"), 1);

    assertThat(state).isInstanceOf(ImageState.Present.class);
    assertThat(rig.engine.pulled).hasSize(1);
  }

  @Test
  void neverIsNeverAndSaysSo() {
    assertThat(rig.pass(app("never"), 1))
        .isInstanceOfSatisfying(
            ImageState.Failed.class,
            failed -> assertThat(failed.message()).contains("pull_policy is never"));
    assertThat(rig.engine.pulled).isEmpty();
  }

  @Test
  void aBusyRegistryIsAskedLaterAndLaterAndNotBefore() {
    rig.engine.failure =
        Optional.of(new EngineException(EngineException.Kind.REGISTRY_BUSY, "status 429"));
    for (int i = 0; i < 120; i++) {
      assertThat(rig.pass(app("missing"), 1)).isInstanceOf(ImageState.Failed.class);
      rig.later(Duration.ofSeconds(1));
    }
    assertThat(rig.engine.pulled).hasSizeBetween(5, 7);
    rig.engine.failure = Optional.empty();
    rig.later(JobFailure.LONGEST);

    assertThat(rig.pass(app("missing"), 1)).isInstanceOf(ImageState.Present.class);
  }

  /** Issue 17: neither at once nor an hour late, and told as the clock says it now. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void aClockThatJumpsChangesNoWait(int hours) {
    rig.engine.failure =
        Optional.of(
            new EngineException(
                EngineException.Kind.REGISTRY_BUSY, "status 429", Duration.ofSeconds(50)));
    rig.pass(app("missing"), 1);
    rig.engine.failure = Optional.empty();
    rig.jump = Duration.ofHours(hours);
    rig.later(Duration.ofSeconds(49));

    assertThat(rig.pass(app("missing"), 1))
        .isInstanceOfSatisfying(
            ImageState.Failed.class,
            failed -> assertThat(failed.retryAt()).isEqualTo(rig.wall().plusSeconds(1)));
    rig.later(Duration.ofSeconds(1));
    assertThat(rig.pass(app("missing"), 1)).isInstanceOf(ImageState.Present.class);
  }

  /** Issue 17: a pull that is yet to come is of a clock that was ahead. */
  @Test
  void aClockThatWentBackPullsOnceMoreAndNoMore() {
    rig.pass(app("every_12h"), 1);
    rig.jump = Duration.ofHours(-1);
    for (int revision = 2; revision < 6; revision++) {
      rig.pass(app("every_12h"), revision);
    }

    assertThat(rig.engine.pulled).hasSize(2);
  }

  @Test
  void aRegistryThatSaysHowLongIsLeftAloneForThatLong() {
    rig.engine.failure =
        Optional.of(
            new EngineException(
                EngineException.Kind.REGISTRY_BUSY, "status 429", Duration.ofSeconds(50)));
    for (int i = 0; i < 49; i++) {
      rig.pass(app("missing"), 1);
      rig.later(Duration.ofSeconds(1));
    }

    assertThat(rig.engine.pulled).hasSize(1);
  }
}
