package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.validation.AppDraft;
import dev.berth.state.DesiredApp;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made from what is there is made again from what somebody else wrote in between. */
class OptimisticUpdatesTest {
  private final MemoryState state = new MemoryState();
  private final OptimisticUpdates optimisticUpdates = new OptimisticUpdates();

  @TempDir private Path folder;

  private Intake door;

  @BeforeEach
  void open() {
    door = Intakes.over(state, folder);
    put(1, "a");
  }

  private static AppDraft shop(int replicas, String image) {
    return ManifestReader.read("{name: shop, replicas: %d, image: '%s'}".formatted(replicas, image))
        .drafts()
        .getFirst();
  }

  private void put(int replicas, String image) {
    assertThat(door.put(shop(replicas, image), new Precondition.None(), "other"))
        .isInstanceOf(Receipt.Accepted.class);
  }

  private static int replicas(DesiredApp app) {
    return app.app().service("shop").replicas();
  }

  private int stored() {
    return replicas(state.find("shop").orElseThrow());
  }

  /** One more replica, while others write as often as told. */
  private Receipt<DesiredApp> oneMore(int rivals, AtomicInteger tries, Precondition asked) {
    return optimisticUpdates.amend(
        door,
        "shop",
        asked,
        "t",
        before -> {
          if (tries.getAndIncrement() < rivals) {
            put(replicas(before) + 1, "b");
          }
          return shop(replicas(before) + 1, "c");
        });
  }

  @Test
  void whoIsBeatenTriesAgainFromWhatIsThereThen() {
    AtomicInteger tries = new AtomicInteger();

    assertThat(oneMore(3, tries, new Precondition.None())).isInstanceOf(Receipt.Accepted.class);
    assertThat(tries).hasValue(4);
    assertThat(stored()).isEqualTo(1 + 3 + 1);
  }

  @Test
  void whoNamedAVersionIsToldAtOnce() {
    AtomicInteger tries = new AtomicInteger();
    long version = state.find("shop").orElseThrow().resourceVersion();

    assertThat(oneMore(1, tries, new Precondition.Version(version)))
        .isInstanceOf(Receipt.PreconditionFailed.class);
    assertThat(tries).hasValue(1);
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void aVersionThatIsGoneIsNotAmended() {
    AtomicInteger tries = new AtomicInteger();

    assertThat(oneMore(0, tries, new Precondition.Version(0)))
        .isInstanceOf(Receipt.PreconditionFailed.class);
    assertThat(tries).hasValue(0);
  }

  @Test
  void aStormEnds() {
    AtomicInteger tries = new AtomicInteger();

    assertThat(oneMore(Integer.MAX_VALUE, tries, new Precondition.None()))
        .isInstanceOf(Receipt.PreconditionFailed.class);
    assertThat(tries).hasValueBetween(2, 100);
  }

  @Test
  void whatIsNotThereIsNotMade() {
    assertThat(
            optimisticUpdates.amend(
                door, "none", new Precondition.None(), "t", before -> shop(1, "a")))
        .isInstanceOf(Receipt.NotFound.class);
  }
}
