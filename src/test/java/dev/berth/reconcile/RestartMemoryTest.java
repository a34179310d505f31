package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Precondition;
import dev.berth.state.AppRuntimes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Issue 23.2: who has died lately is remembered for the Berth that leads next, and no longer than
 * the app.
 */
class RestartMemoryTest {
  private static final String SHOP = "{name: shop, image: web:1}";

  @TempDir Path folder;

  /** A database that several Berths share. */
  private static final class Shared implements AppRuntimes {
    private final Map<String, String> texts = new TreeMap<>();
    private long epoch = 1;

    @Override
    public long epoch() {
      return epoch;
    }

    @Override
    public Optional<String> find(String app) {
      return Optional.ofNullable(texts.get(app));
    }

    @Override
    public void save(String app, String text) {
      texts.put(app, text);
      texts.values().removeIf(String::isEmpty);
    }
  }

  private final Shared shared = new Shared();

  private Rig rig() {
    Rig rig = new Rig(folder);
    rig.runtimes = shared;
    rig.engine.addImage("web:1");
    rig.put(SHOP);
    return rig;
  }

  private static void die(Rig rig, Rig.Berth berth, int times) {
    for (int time = 0; time < times; time++) {
      rig.engine.die(rig.containers("shop", "shop").getFirst().name(), 1);
      berth.converge();
    }
  }

  @Test
  void whatHasDiedIsKnownToTheNextBerth() {
    Rig rig = rig();
    Rig.Berth first = rig.berth();
    first.converge();
    die(rig, first, 3);
    String known = shared.texts.get("shop");
    assertThat(known).isNotEmpty();

    shared.epoch = 2;
    Rig.Berth next = rig.berth();
    next.converge();
    assertThat(shared.texts.get("shop")).isEqualTo(known);
  }

  /** Its containers were ended for good reason, and are none of the new one's deaths. */
  @Test
  void anotherAppOfThatNameHasNotDiedYet() {
    Rig rig = rig();
    Rig.Berth berth = rig.berth();
    berth.converge();
    die(rig, berth, 3);

    rig.intake().remove("shop", false, new Precondition.None(), "tester");
    berth.converge();
    assertThat(rig.state.all()).isEmpty();
    assertThat(shared.texts).isEmpty();

    rig.put(SHOP);
    rig.berth().converge();
    assertThat(rig.containers("shop", "shop")).hasSize(1);
    assertThat(shared.texts).isEmpty();
  }
}
