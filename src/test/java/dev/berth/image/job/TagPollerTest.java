package dev.berth.image.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineException;
import dev.berth.engine.FakeEngine;
import dev.berth.spec.ImageSource;
import dev.berth.spec.ImageUpdate;
import dev.berth.spec.PullPolicy;
import dev.berth.state.ImagePins.Pin;
import dev.berth.state.ImagePins.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often a registry is asked for newer images, by a clock that stands still by itself. */
class TagPollerTest {
  private static final Place PLACE = new Place("shop", "web", 1);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<Instant> asked = new ArrayList<>();
  private final List<String> moved = new ArrayList<>();
  private Optional<EngineException> failure = Optional.empty();
  private List<String> tags = List.of("1.0.0");

  private final TagPoller follower =
      new TagPoller(
          new FakeEngine(),
          repository -> {
            asked.add(now);
            failure.ifPresent(e -> {
              throw e;
            });
            return tags;
          },
          (app, service, revision, reference, why) -> moved.add(reference),
          (app, reason, message) -> {},
          () -> Duration.between(Instant.EPOCH, now).toNanos());

  private void follow() {
    ImageSource.Registry image =
        new ImageSource.Registry(
            "host/web:1.0.0",
            PullPolicy.MISSING,
            new ImageUpdate(ImageUpdate.Mode.SEMVER, Duration.ofSeconds(10)));
    follower.follow(
        PLACE,
        image,
        new Pin("host/web:1.0.0", "sha256:1", Optional.empty(), now, Optional.empty()));
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      follower.round();
    }
  }

  @Test
  void asksOnceAnInterval() {
    follow();
    pass(35);

    assertThat(asked).hasSize(3);
  }

  @Test
  void leavesABusyRegistryAloneForAsLongAsItAsks() {
    failure =
        Optional.of(
            new EngineException(
                EngineException.Kind.REGISTRY_BUSY, "status 429", Duration.ofSeconds(90)));
    follow();
    pass(95);
    assertThat(asked).hasSize(1);
    pass(5);

    assertThat(asked).hasSize(2);
  }

  @Test
  void asksAFailingRegistryLaterAndLater() {
    failure = Optional.of(new EngineException(EngineException.Kind.REGISTRY_BUSY, "status 503"));
    follow();
    pass(600);

    assertThat(asked).hasSizeBetween(5, 10);
  }

  @Test
  void goesBackToItsIntervalAfterAnAnswer() {
    failure = Optional.of(new EngineException(EngineException.Kind.REGISTRY_BUSY, "status 503"));
    follow();
    pass(200);
    failure = Optional.empty();
    pass(200);
    asked.clear();
    tags = List.of("1.0.0", "1.2.0", "1.3.0-rc1");
    pass(10);

    assertThat(asked).hasSize(1);
    assertThat(moved).containsExactly("host/web:1.2.0");
  }
}
