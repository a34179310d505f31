package dev.berth.reconcile.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.SwarmEngine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two Berths do the same at one time; what one of them has done the other does not do again. */
class SwarmRaceTest {
  private static final Set<String> WRITES =
      Set.of("createService", "updateService", "removeService", "create", "remove");

  @TempDir Path folder;

  /** Writes that came to something are counted; before one of them, something else happens. */
  private static SwarmEngine disturbed(
      SwarmRig rig, int at, Runnable disturbance, Consumer<String> written) {
    AtomicInteger writes = new AtomicInteger();
    return (SwarmEngine)
        Proxy.newProxyInstance(
            SwarmRaceTest.class.getClassLoader(),
            new Class<?>[] {SwarmEngine.class},
            (proxy, method, arguments) -> {
              boolean isWrite = WRITES.contains(method.getName());
              if (isWrite && writes.getAndIncrement() == at) {
                disturbance.run();
              }
              long before = rig.swarm.index();
              try {
                Object answer = method.invoke(rig.swarm, arguments);
                if (isWrite && rig.swarm.index() > before) {
                  written.accept(method.getName());
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("dev.berth.reconcile.swarm.SwarmScene#all")
  void whatOneHasDoneTheOtherDoesNotDoAgain(SwarmScene scene) {
    SwarmRig alone = scene.prepare(new SwarmRig(folder.resolve("alone")));
    AtomicInteger needed = new AtomicInteger();
    alone.new Berth(disturbed(alone, -1, () -> {}, call -> needed.incrementAndGet())).converge();
    List<String> goal = alone.swarm.world();
    assertThat(needed).hasPositiveValue();

    for (int at = 0; at < needed.get(); at++) {
      SwarmRig rig = scene.prepare(new SwarmRig(folder.resolve("race" + at)));
      AtomicInteger done = new AtomicInteger();
      Consumer<String> count = call -> done.incrementAndGet();
      SwarmEngine other = disturbed(rig, -1, () -> {}, count);
      rig.new Berth(disturbed(rig, at, () -> rig.new Berth(other).converge(), count)).converge();

      assertThat(rig.swarm.world()).as("%s, overtaken at write %d", scene, at).isEqualTo(goal);
      assertThat(done).as("%s, writes in all, overtaken at %d", scene, at).hasValue(needed.get());
    }
  }
}
