package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.berth.observe.ContainerView;
import dev.berth.status.AppStatus;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pass over what is as it was stops after its look, and hides nothing. */
class QuietPassTest {
  private static final int LIGHT = 20 << 10;

  /** So long, and what it makes of them only a Berth knows that has seen them. */
  private static final Duration DEATHS_COUNT = Duration.ofMinutes(11);

  @TempDir Path folder;

  private Rig rig() {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    return rig;
  }

  /** Issue 20: planned and told anew, each weighed 190 KiB. */
  @Test
  void weighsLittle() {
    Rig rig = rig();
    rig.put("{name: shop, image: web:1}");
    Rig.Berth berth = rig.berth();
    berth.converge();
    ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long lightest =
        IntStream.range(0, 20)
            .mapToLong(i -> {
              long before = meter.getCurrentThreadAllocatedBytes();
              berth.reconciler.pass("shop");
              return meter.getCurrentThreadAllocatedBytes() - before;
            })
            .min()
            .orElseThrow();

    assertThat(lightest).isLessThan(LIGHT);
  }

  private static String manifest(Random chance) {
    return "{name: shop, state: %s, services: {web: {image: 'web:1', replicas: %d, environment: {V: '%d'}}, db: {image: 'web:1'}}}"
        .formatted(
            chance.nextInt(5) == 0 ? "Stopped" : "Running", chance.nextInt(3), chance.nextInt(2));
  }

  private static void meddle(Rig rig, Random chance) {
    List<ContainerView> running =
        Stream.of("web", "db")
            .flatMap(service -> rig.containers("shop", service).stream())
            .filter(ContainerView::isRunning)
            .toList();
    int kind = chance.nextInt(6);
    if (kind == 0 || running.isEmpty()) {
      rig.put(manifest(chance));
      return;
    }
    ContainerView one = running.get(chance.nextInt(running.size()));
    switch (kind) {
      case 1 -> rig.engine.die(one.name(), chance.nextInt(2));
      case 2 -> {
        rig.engine.kill(one.id(), "KILL");
        rig.engine.remove(one.id());
      }
      case 3 -> rig.engine.rename(one.id(), "somebody-" + chance.nextInt(1000));
      case 4 -> Meddling.impostor(rig, one);
      default -> rig.pass(Duration.ofSeconds(chance.nextInt(2000)));
    }
  }

  /** But for times. */
  private static List<String> told(Rig.Berth berth) {
    AppStatus status = berth.board.find("shop").orElseThrow();
    return status.conditions().stream()
        .map(c -> c.type() + " " + c.status() + " " + c.reason() + " " + c.message())
        .toList();
  }

  private static IntStream seeds() {
    return IntStream.range(0, 25);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverHappensIsMendedAndToldAsByABerthThatRemembersNothing(int seed) {
    Random chance = new Random(seed);
    Rig rig = rig();
    rig.put(manifest(chance));
    Rig.Berth berth = rig.berth();
    for (int round = 0; round < 12; round++) {
      berth.converge();
      meddle(rig, chance);
      berth.converge();
      rig.pass(DEATHS_COUNT);
      berth.converge();
      List<String> world = rig.world();
      Rig.Berth other = rig.berth();
      other.converge();

      assertThat(rig.world()).as("round " + round).isEqualTo(world);
      assertThat(told(berth)).as("round " + round).isEqualTo(told(other));
    }
  }
}
