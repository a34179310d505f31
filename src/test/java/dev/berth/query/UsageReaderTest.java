package dev.berth.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.port.AppUsage.Usage;
import dev.berth.port.EngineInventory;
import dev.berth.reconcile.Rig;
import java.nio.file.Path;
import java.time.Duration;
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
  void withoutTheEngineNothingIsKnown() {
    rig.engine.reachable(false);

    assertThatThrownBy(() -> reader.of("shop")).isInstanceOf(EngineInventory.Unavailable.class);
  }
}
