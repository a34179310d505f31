package dev.berth.reconcile.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.SwarmEngine;
import dev.berth.reconcile.Death;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Berth is killed before and after each single call of a manager, whatever it is about to do; the
 * next Berth brings everything to where the first would have brought it, and then writes nothing.
 */
class SwarmCrashTest {
  @TempDir Path folder;

  private SwarmRig prepared(SwarmScene scene, String name) {
    return scene.prepare(new SwarmRig(folder.resolve(name)));
  }

  @ParameterizedTest
  @MethodSource("dev.berth.reconcile.swarm.SwarmScene#all")
  void theNextBerthBringsItToAnEnd(SwarmScene scene) {
    SwarmRig undisturbed = prepared(scene, "undisturbed");
    undisturbed.berth().converge();
    List<String> goal = undisturbed.swarm.world();
    assertThat(SwarmScene.orphans(undisturbed)).isEmpty();
    assertThat(goal).anyMatch(line -> line.startsWith("shop2_web"));

    boolean died = true;
    int call = 0;
    for (; died; call++) {
      died = dies(scene, call, false, goal);
      assertThat(dies(scene, call, true, goal)).isEqualTo(died);
    }
    assertThat(call).as("calls at which it was killed").isGreaterThan(2);
  }

  /** Whether there was such a call. */
  private boolean dies(SwarmScene scene, int call, boolean after, List<String> goal) {
    SwarmRig rig = prepared(scene, call + (after ? "-after" : "-before"));
    boolean died = false;
    try {
      rig.new Berth(Death.at(SwarmEngine.class, call, after, rig.swarm)).converge();
    } catch (Error | RuntimeException e) {
      if (!Death.isBehind(e)) {
        throw e;
      }
      died = true;
    }
    rig.berth().converge();
    assertThat(rig.swarm.world())
        .as("%s, killed %s call %d", scene, after ? "after" : "before", call)
        .isEqualTo(goal);

    long written = rig.swarm.index();
    rig.berth().converge();
    assertThat(rig.swarm.index()).as("writes to what is settled").isEqualTo(written);
    return died;
  }
}
