package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Ownership;
import dev.berth.spec.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Berth is killed before and after each single call of the engine, whatever it is about to do; the
 * next Berth brings everything to where the first would have brought it.
 */
class CrashSafetyTest {
  @TempDir Path folder;

  /** As far as before the scene, with things of others beside. */
  private Rig prepared(Scene scene, String name) {
    Rig rig = new Rig(folder.resolve(name));
    rig.engine.addImage("foreign:1");
    Meddling.others(rig, Map.of(), "stranger");
    TreeMap<String, String> others =
        new TreeMap<>(
            new Ownership("other", "shop", "web", 1, 1, Fingerprint.of(new TreeMap<>())).labels());
    Meddling.others(rig, others, "neighbour");
    scene.prepare(rig);
    return rig;
  }

  /** Names of containers differ from life to life; what they are does not. */
  private static List<String> nameless(Rig rig) {
    return rig.world().stream().map(line -> line.replaceAll("-[0-9a-f]{5} ", "-* ")).toList();
  }

  @ParameterizedTest
  @MethodSource("dev.berth.reconcile.Scene#all")
  void theNextBerthBringsItToAnEnd(Scene scene) {
    Rig undisturbed = prepared(scene, "undisturbed");
    List<String> volumesBefore =
        undisturbed.engine.volumes(Map.of()).stream().map(v -> v.name()).toList();
    undisturbed.berth().converge();
    List<String> goal = nameless(undisturbed);
    if (!scene.costsData()) {
      assertThat(undisturbed.engine.volumes(Map.of()))
          .extracting(v -> v.name())
          .containsAll(volumesBefore);
    }

    boolean died = true;
    int call = 0;
    for (; died; call++) {
      died = dies(scene, call, false, goal);
      assertThat(dies(scene, call, true, goal)).isEqualTo(died);
    }
    assertThat(call).as("calls at which it was killed").isGreaterThan(3);
  }

  /** Whether there was such a call. */
  private boolean dies(Scene scene, int call, boolean after, List<String> goal) {
    Rig rig = prepared(scene, call + (after ? "-after" : "-before"));
    boolean died = false;
    try {
      rig.new Berth(Death.at(call, after, rig.engine)).converge();
    } catch (Error | RuntimeException e) {
      if (!Death.isBehind(e)) {
        throw e;
      }
      died = true;
    }
    Rig.Berth next = rig.berth();
    next.converge();

    assertThat(rig.state.all())
        .allSatisfy(app -> assertThat(next.reconciler.forecast(app).next().steps()).isEmpty());
    assertThat(nameless(rig))
        .as("%s, killed %s call %d", scene, after ? "after" : "before", call)
        .isEqualTo(goal);
    return died;
  }
}
