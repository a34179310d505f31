package dev.berth.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineException;
import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ImageState;
import dev.berth.reconcile.MemoryPins;
import dev.berth.spec.App;
import dev.berth.spec.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an image is pulled, by a clock that the test sets. */
class ImageJobsTest {
  @TempDir Path folder;
  private final RegistryEngine engine = new RegistryEngine();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private ImageJobs jobs;

  @BeforeEach
  void begin() {
    TagFollower follower =
        new TagFollower(
            engine, r -> List.of(), (a, s, r, i, w) -> false, (a, r, m) -> {}, () -> now);
    jobs =
        new ImageJobs(
            engine,
            new ContextStore(folder),
            new MemoryPins(),
            Secrets.none(),
            "test",
            () -> now,
            new Here(),
            app -> {},
            (app, reason, message) -> {},
            follower);
  }

  private static App app(String policy) {
    return ManifestReader.read("name: shop\nimage: host/shop:1\npull_policy: " + policy)
        .drafts()
        .getFirst()
        .app();
  }

  /** One pass of the loop. */
  private ImageState pass(App app, long revision) {
    ImageState state = jobs.state(app, app.service("shop"), revision);
    if (state instanceof ImageState.Missing) {
      jobs.obtain(app, app.service("shop"), revision);
      state = jobs.state(app, app.service("shop"), revision);
    }
    jobs.settle(app, revision, Map.of("shop", state));
    return state;
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
    pass(app(policy), 1);
    now = now.plus(Duration.ofHours(hoursLater));
    pass(app(policy), 2);

    assertThat(engine.pulled).hasSize(pulls);
  }

  @Test
  void aRevisionThatHasItsImageNeverPullsAgain() {
    pass(app("every_1h"), 1);
    now = now.plus(Duration.ofDays(30));
    ImageState state = pass(app("every_1h"), 1);

    assertThat(state).isInstanceOf(ImageState.Present.class);
    assertThat(engine.pulled).hasSize(1);
  }

  @Test
  void neverIsNeverAndSaysSo() {
    assertThat(pass(app("never"), 1))
        .isInstanceOfSatisfying(
            ImageState.Failed.class,
            failed -> assertThat(failed.message()).contains("pull_policy is never"));
    assertThat(engine.pulled).isEmpty();
  }

  @Test
  void aBusyRegistryIsAskedLaterAndLaterAndNotBefore() {
    engine.failure =
        Optional.of(new EngineException(EngineException.Kind.REGISTRY_BUSY, "status 429"));
    for (int i = 0; i < 120; i++) {
      assertThat(pass(app("missing"), 1)).isInstanceOf(ImageState.Failed.class);
      now = now.plusSeconds(1);
    }
    assertThat(engine.pulled).hasSizeBetween(5, 7);
    engine.failure = Optional.empty();
    now = now.plus(Failure.LONGEST);

    assertThat(pass(app("missing"), 1)).isInstanceOf(ImageState.Present.class);
  }

  @Test
  void aRegistryThatSaysHowLongIsLeftAloneForThatLong() {
    engine.failure =
        Optional.of(
            new EngineException(
                EngineException.Kind.REGISTRY_BUSY, "status 429", Duration.ofSeconds(50)));
    for (int i = 0; i < 49; i++) {
      pass(app("missing"), 1);
      now = now.plusSeconds(1);
    }

    assertThat(engine.pulled).hasSize(1);
  }
}
