package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.ContainerView.State;
import dev.berth.observe.Ownership;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which deaths are in a row, of whom, and until when they count. */
class DeathsTest {
  private static final Instant NOW = World.NOW;
  private static final ContainerView WEB = container();

  private static ContainerView container() {
    World world = new World();
    world.image("web", "sha256:w");
    DesiredApp desired =
        Samples.desired(Samples.app(java.util.Map.of("web", java.util.Map.of("image", "web:1"))));
    for (int pass = 0; pass < 3; pass++) {
      world.apply(new Planner("me").plan(desired, world.snapshot(), Restarts.NONE, NOW));
    }
    return world.snapshot().containers().getFirst();
  }

  private static ContainerView with(ContainerView c, String id, ContainerView.Life life) {
    return new ContainerView(
        id,
        c.name(),
        c.labels(),
        life,
        c.image(),
        c.imageReference(),
        c.networks(),
        c.ports(),
        c.settings(),
        c.volumes(),
        c.createdAt());
  }

  /** One that lived so long and died then. */
  private static ContainerView dead(Duration lived, Instant died) {
    return with(
        WEB,
        "id1",
        new ContainerView.Life(
            State.EXITED,
            Health.NONE,
            Optional.of(1),
            false,
            "",
            0,
            Optional.of(died.minus(lived)),
            Optional.of(died),
            ""));
  }

  private static ContainerView dead(Instant died) {
    return dead(Duration.ofSeconds(1), died);
  }

  private static ContainerView restarted(int times) {
    return with(
        WEB,
        "id1",
        new ContainerView.Life(
            State.RUNNING,
            Health.NONE,
            Optional.empty(),
            false,
            "",
            times,
            Optional.of(NOW),
            Optional.empty(),
            ""));
  }

  private static Restarts seen(Restarts before, ContainerView container, Instant now) {
    return before.observing(List.of(container), Optional.empty(), now);
  }

  private static Restarts deaths(int count) {
    Restarts restarts = Restarts.NONE;
    for (int i = 0; i < count; i++) {
      restarts = seen(restarts, dead(NOW.plusSeconds(i)), NOW.plusSeconds(i));
    }
    return restarts;
  }

  @Test
  void lookingTwiceCountsOnce() {
    Restarts once = seen(Restarts.NONE, dead(NOW), NOW);

    assertThat(seen(once, dead(NOW), NOW.plusSeconds(9))).isEqualTo(once);
    assertThat(once.count(WEB)).isEqualTo(1);
    assertThat(seen(once, WEB, NOW.plusSeconds(9)).count(WEB)).isEqualTo(1);
  }

  @Test
  void anEndThatIsSeenAgainAfterOthersCountsOnce() {
    Restarts two = deaths(2);

    assertThat(seen(two, dead(NOW), NOW.plusSeconds(9)).count(WEB)).isEqualTo(2);
    Restarts gone = two.observing(List.of(), Optional.empty(), NOW);
    assertThat(gone.deaths().values())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.counted()).isEmpty();
          assertThat(d.count()).isEqualTo(2);
        });
  }

  @ParameterizedTest
  @CsvSource({"1, false, false", "2, true, false", "3, true, false", "4, true, true"})
  void deathsInARowAreALoopAndThenHopeless(int count, boolean loops, boolean isHopeless) {
    Instant now = NOW.plusSeconds(count);

    assertThat(deaths(count).isLooping(WEB, now)).isEqualTo(loops);
    assertThat(deaths(count).isHopeless(WEB, now)).isEqualTo(isHopeless);
  }

  @Test
  void aLoopIsOverAGoodTimeAfterItsLastDeath() {
    Restarts loop = deaths(4);
    Instant over = NOW.plusSeconds(3).plus(Restarts.GOOD_TIME);

    assertThat(loop.isHopeless(WEB, over.minusMillis(1))).isTrue();
    assertThat(loop.isLooping(WEB, over)).isFalse();
    assertThat(loop.isHopeless(WEB, over)).isFalse();
  }

  /** Long by its own clock and by ours: neither alone makes a good time. */
  @ParameterizedTest
  @CsvSource({"0, 0, 1", "-1, 0, 3", "0, -1, 3"})
  void aGoodTimeBetweenBeginsAnew(long lived, long seen, int count) {
    Instant died = NOW.plusSeconds(1).plus(Restarts.GOOD_TIME).plusMillis(seen);
    ContainerView next = dead(Restarts.GOOD_TIME.plusMillis(lived), died);

    assertThat(seen(deaths(2), next, died).count(WEB)).isEqualTo(count);
  }

  @Test
  void restartsOfTheEngineCountWhereTheyAreMore() {
    Restarts engine = seen(Restarts.NONE, restarted(3), NOW);

    assertThat(engine.count(WEB)).isEqualTo(3);
    assertThat(engine.made(WEB)).isEqualTo(3);
    assertThat(seen(engine, restarted(3), NOW.plusSeconds(5))).isEqualTo(engine);
    assertThat(seen(deaths(4), restarted(3), NOW).count(WEB)).isEqualTo(4);
  }

  @Test
  void anotherMakeOrReplicaStartsClean() {
    SortedMap<String, String> other = new TreeMap<>(WEB.labels());
    other.put(Ownership.FINGERPRINT, "other");
    SortedMap<String, String> second = new TreeMap<>(WEB.labels());
    second.put(Ownership.REPLICA, "2");

    assertThat(deaths(3).count(WEB.withLabels(other))).isZero();
    assertThat(deaths(3).count(WEB.withLabels(second))).isZero();
    assertThat(
            seen(deaths(3), dead(NOW.plusSeconds(9)).withLabels(other), NOW.plusSeconds(9))
                .count(WEB.withLabels(other)))
        .isEqualTo(1);
  }

  @Test
  void whatWasAskedForIsNoDeath() {
    Optional<Instant> asked = Optional.of(NOW.plusSeconds(5));
    ContainerView before = dead(NOW.plusSeconds(6).minusSeconds(1));
    ContainerView after = dead(Duration.ZERO, NOW.plusSeconds(6));

    Restarts forgotten = deaths(3).observing(List.of(before), asked, NOW.plusSeconds(6));
    assertThat(forgotten.count(WEB)).isZero();
    assertThat(Restarts.NONE.observing(List.of(after), asked, NOW.plusSeconds(6)).count(WEB))
        .isEqualTo(1);
    Optional<Instant> earlier = Optional.of(NOW.minusSeconds(5));
    assertThat(deaths(3).observing(List.of(), earlier, NOW).count(WEB)).isEqualTo(3);
  }

  @Test
  void itIsStartedAgainAfterItsWaitByWhicheverClock() {
    Restarts two = deaths(2);
    Instant due = NOW.plusSeconds(1).plus(Restarts.delay(2));

    assertThat(two.notBefore(WEB)).isEqualTo(due);
    assertThat(two.by(Duration.ofHours(1)).notBefore(WEB)).isEqualTo(due.plus(Duration.ofHours(1)));
    assertThat(Restarts.NONE.notBefore(WEB)).isEqualTo(Instant.EPOCH);
  }
}
