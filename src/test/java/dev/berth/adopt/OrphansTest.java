package dev.berth.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Ownership;
import dev.berth.port.AdoptionService.Orphan;
import dev.berth.reconcile.Meddling;
import dev.berth.reconcile.Rig;
import dev.berth.spec.Fingerprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bears Berth's label and nobody wants: issue 18. */
class OrphansTest {
  private static final Duration GRACE = Duration.ofHours(1);

  @TempDir Path folder;
  private Rig rig;
  private Rig.Berth berth;

  @BeforeEach
  void leaveSome() {
    rig = new Rig(folder);
    rig.engine.addImage("foreign:1");
    rig.engine.addImage("db:1");
    Meddling.others(rig, labels(rig.state.instance()), "lost");
    Meddling.others(rig, labels("another"), "neighbours");
    berth = rig.berth();
  }

  private static SortedMap<String, String> labels(String instance) {
    return new TreeMap<>(
        new Ownership(instance, "lost", "web", 1, 1, Fingerprint.of(new TreeMap<>())).labels());
  }

  private void know() {
    rig.put("{name: shop, image: 'db:1'}");
    rig.berth().converge();
  }

  private List<String> removed() {
    return berth.adoptionService.removeStale(GRACE).stream().map(Orphan::kind).toList();
  }

  @Test
  void goAfterTheirTimeButForVolumes() {
    know();
    List<String> atOnce = removed();
    rig.pass(GRACE.minusSeconds(30));
    List<String> early = removed();
    rig.pass(Duration.ofMinutes(1));

    assertThat(atOnce).isEmpty();
    assertThat(early).isEmpty();
    assertThat(removed()).containsExactly("container", "network");
    assertThat(rig.engine.volume("lost")).isPresent();
    assertThat(rig.engine.container("neighbours")).isPresent();
    assertThat(rig.containers("shop", "shop")).hasSize(1);
  }

  /** Issue 17. */
  @Test
  void stayForTheirTimeThoughTheClockJumps() {
    know();
    removed();
    rig.jump = GRACE.multipliedBy(2);
    rig.pass(GRACE.minusSeconds(30));
    List<String> early = removed();
    rig.jump = GRACE.multipliedBy(-2);
    rig.pass(Duration.ofMinutes(1));

    assertThat(early).isEmpty();
    assertThat(removed()).containsExactly("container", "network");
  }

  /** Issue 17: not even when one app was applied again after the database was lost. */
  @Test
  void stayWhereTheMemoryBeganAnewAndAreTold() {
    rig.state.lose();
    know();
    removed();
    rig.pass(GRACE.multipliedBy(2));

    assertThat(removed()).isEmpty();
    assertThat(berth.inventory.system().notices())
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.reason()).isEqualTo("MemoryLost");
          assertThat(notice.message()).contains(" 1 of the containers", "restore", "orphans/adopt");
        });
  }

  /** Then it is the memory that is lost, and not they. */
  @Test
  void stayWhileNoAppIsKnown() {
    berth.adoptionService.orphans();
    rig.pass(GRACE.multipliedBy(2));

    assertThat(removed()).isEmpty();
    assertThat(rig.engine.containers(Map.of())).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areForeseenBeforeTheyAreRemoved(boolean volumes) {
    Optional<String> app = Optional.of("lost");
    int before = rig.engine.containers(Map.of()).size();

    List<Orphan> foreseen = berth.adoptionService.removable(app, volumes);

    assertThat(berth.adoptionService.removable(Optional.of("other"), volumes)).isEmpty();
    assertThat(rig.engine.containers(Map.of())).hasSize(before);
    assertThat(rig.engine.volume("lost")).isPresent();
    assertThat(berth.adoptionService.removeOrphans(app, volumes)).isEqualTo(foreseen);
    assertThat(foreseen).hasSize(volumes ? 3 : 2);
    assertThat(berth.adoptionService.removable(app, volumes)).isEmpty();
  }

  @Test
  void areListedWithTheirAge() {
    Orphan first = berth.adoptionService.orphans().getFirst();
    rig.pass(GRACE);

    assertThat(berth.adoptionService.orphans()).contains(first);
  }
}
