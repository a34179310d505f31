package dev.berth.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.engine.ContainerUsage;
import dev.berth.port.AppUsage;
import dev.berth.port.AppUsage.Usage;
import dev.berth.port.EngineInventory;
import dev.berth.reconcile.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who looks at what containers use must not make the engine work more than for one who looks. */
class UsageReaderTest {
  @TempDir Path folder;
  private Rig rig;
  private UsageReader reader;

  @BeforeEach
  void begin() {
    rig = new Rig(folder);
    rig.engine.addImage("alpine:3");
    rig.put("{name: shop, image: 'alpine:3', replicas: 2}");
    Rig.Berth berth = rig.berth();
    berth.converge();
    reader = berth.inventory.usage();
  }

  private List<OptionalDouble> cpus() {
    return reader.of("shop").stream().map(Usage::cpus).toList();
  }

  @Test
  void processorsAreMeasuredBetweenTwoLooks() {
    assertThat(cpus()).containsExactly(OptionalDouble.empty(), OptionalDouble.empty());

    rig.pass(Duration.ofSeconds(2));

    assertThat(cpus()).containsExactly(OptionalDouble.of(0.5), OptionalDouble.of(0.5));
  }

  @Test
  void thoseWhoLookAtOnceShareTheAnswer() {
    List<Usage> first = reader.of("shop");
    rig.pass(Duration.ofMillis(900));

    assertThat(reader.of("shop")).isEqualTo(first);
    rig.pass(Duration.ofMillis(100));
    assertThat(reader.of("shop")).isNotEqualTo(first);
  }

  @Test
  void whatWasReadLongAgoTellsNothingOfNow() {
    cpus();

    rig.pass(Duration.ofMinutes(1));

    assertThat(cpus()).containsOnly(OptionalDouble.empty());
  }

  @Test
  void whatDoesNotRunUsesNothing() {
    rig.engine.die(rig.containers("shop", "shop").getFirst().name(), 1);

    assertThat(reader.of("shop")).extracting(Usage::replica).containsExactly(2);
  }

  @Test
  void theLastHourIsKeptByTenSecondsAndNoMore() {
    Instant begin = Instant.EPOCH;
    String id = reader.of("shop").getFirst().id();
    for (int i = 0; i < 2500; i++) {
      rig.pass(Duration.ofSeconds(2));
      reader.of("shop");
    }

    List<AppUsage.Point> points = reader.history(id, begin);
    assertThat(points).hasSize(360).allMatch(point -> point.cpus() == 0.5);
    assertThat(points.getLast().at()).isEqualTo(points.getFirst().at().plusSeconds(3590));
    assertThat(reader.history(id, points.getLast().at())).hasSize(1);
    assertThat(reader.history("other", begin)).isEmpty();
  }

  @Test
  void whereNobodyLookedThereIsAGap() {
    Instant begin = Instant.EPOCH;
    String id = reader.of("shop").getFirst().id();
    rig.pass(Duration.ofMinutes(5));
    reader.sample();
    assertThat(reader.history(id, begin)).isEmpty();
    rig.pass(Duration.ofSeconds(15));
    reader.sample();

    assertThat(reader.history(id, begin)).hasSize(1);
  }

  @Test
  void noMoreContainersAreRememberedThanThereIsRoomFor() {
    UsageHistory history = new UsageHistory();
    Instant begin = Instant.EPOCH;
    for (int i = 0; i <= UsageHistory.MOST_CONTAINERS; i++) {
      history.add("c" + i, usage(begin, 0));
      history.add("c" + i, usage(begin.plusSeconds(10), 10_000_000_000L));
    }

    assertThat(history.of("c0", begin)).isEmpty();
    assertThat(history.of("c1", begin)).hasSize(1);
  }

  private static ContainerUsage usage(Instant at, long cpuNanos) {
    return new ContainerUsage(at, cpuNanos, 1, 2, 0, 0, 0, 0, 1);
  }

  @Test
  void withoutTheEngineNothingIsKnown() {
    rig.engine.reachable(false);

    assertThatThrownBy(() -> reader.of("shop")).isInstanceOf(EngineInventory.Unavailable.class);
  }
}
