package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine refuses one kind of call, and then another one instead: Berth tries again at a
 * measured pace, tells the refusal that stands in its way now, and comes to its end once nothing is
 * refused.
 */
class RefusalTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  /** With waits of 0.5 to 15 s between tries of a step, and some steps beside each other. */
  private static final int MANY = 150;

  @TempDir Path folder;

  /** An engine that refuses calls of one name. */
  private static final class Refusing {
    private final ContainerEngine engine;
    private final Set<String> seen = new TreeSet<>();
    private String refused = "";

    Refusing(ContainerEngine engine) {
      this.engine = engine;
    }

    ContainerEngine view() {
      return (ContainerEngine)
          Proxy.newProxyInstance(
              Refusing.class.getClassLoader(),
              new Class<?>[] {ContainerEngine.class},
              (proxy, method, arguments) -> {
                seen.add(method.getName());
                if (method.getName().equals(refused)) {
                  throw new EngineException(EngineException.Kind.ENGINE_ERROR, words(refused));
                }
                try {
                  return method.invoke(engine, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  private static final Set<String> STEPS =
      Set.of(
          "createNetwork",
          "removeNetwork",
          "createVolume",
          "removeVolume",
          "createContainer",
          "start",
          "place",
          "kill",
          "stop",
          "remove",
          "attached",
          "connect",
          "disconnect",
          "leaveNames",
          "updateRestart",
          "updateLimits",
          "rename");

  private static String words(String call) {
    return "nobody may " + call + " today";
  }

  private Rig prepared(Scene scene, String name) {
    Rig rig = new Rig(folder.resolve(name));
    scene.prepare(rig);
    return rig;
  }

  /** Passes as the loop would make them, for some time; how many they were. */
  private static int live(Rig rig, Rig.Berth berth, Duration time) {
    Duration gone = Duration.ZERO;
    int passes = 0;
    while (gone.compareTo(time) < 0 && passes < MANY) {
      Optional<Duration> next = berth.reconciler.pass("shop");
      passes++;
      Duration wait = next.orElse(time);
      Duration forward = wait.isNegative() ? Duration.ZERO : wait;
      rig.pass(forward);
      gone = gone.plus(forward);
    }
    return passes;
  }

  private List<String> steps(Scene scene) {
    Rig rig = prepared(scene, "undisturbed");
    Refusing engine = new Refusing(rig.engine);
    rig.new Berth(engine.view()).converge();
    return engine.seen.stream().filter(STEPS::contains).toList();
  }

  private static List<String> nameless(Rig rig) {
    return rig.world().stream().map(line -> line.replaceAll("-[0-9a-f]{5} ", "-* ")).toList();
  }

  @ParameterizedTest
  @MethodSource("dev.berth.reconcile.Scene#all")
  void whatIsRefusedIsTriedAgainAtAMeasuredPaceAndTold(Scene scene) {
    List<String> steps = new ArrayList<>(steps(scene));
    Rig undisturbed = prepared(scene, "goal");
    undisturbed.berth().converge();
    List<String> goal = nameless(undisturbed);

    for (String first : steps) {
      for (String then : steps) {
        Rig rig = prepared(scene, first + "-" + then);
        Refusing engine = new Refusing(rig.engine);
        Rig.Berth berth = rig.new Berth(engine.view());
        berth.cache.reload();
        engine.refused = first;
        assertThat(live(rig, berth, LONG)).as("passes without %s", first).isLessThan(MANY);
        assertTold(berth, first);
        engine.refused = then;
        assertThat(live(rig, berth, LONG))
            .as("passes without %s, after some without %s", then, first)
            .isLessThan(MANY);
        assertTold(berth, then);
        engine.refused = "";
        live(rig, berth, LONG);

        assertThat(nameless(rig)).as("after %s and %s", first, then).isEqualTo(goal);
      }
    }
  }

  /** Where something is left to do. */
  private static void assertTold(Rig.Berth berth, String refused) {
    Optional<AppStatus> status = berth.board.find("shop");
    status
        .map(s -> s.condition(Condition.Type.READY))
        .filter(ready -> ready.status() != Condition.Verdict.TRUE)
        .filter(ready -> !ready.reason().equals("Stopped"))
        .ifPresent(ready -> assertThat(ready.message()).contains(words(refused)));
  }
}
