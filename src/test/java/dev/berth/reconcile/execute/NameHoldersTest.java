package dev.berth.reconcile.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.FakeEngine;
import dev.berth.observe.Ownership;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Issue 16: a name that is another Berth's is told as that, with its instance and app. */
class NameHoldersTest {
  private static final Map<String, String> WANTED =
      Map.of(Ownership.INSTANCE, "mine", Ownership.APP, "shop");

  @Test
  void namesTheOtherBerthAndItsApp() {
    Map<String, String> held = Map.of(Ownership.INSTANCE, "theirs", Ownership.APP, "shop");

    assertThat(NameHolders.holder(WANTED, held))
        .isEqualTo(
            "is another Berth's (instance theirs, app shop): delete the app there, or give this one"
                + " another name");
  }

  @Test
  void namesTheAppOfThisBerth() {
    Map<String, String> held = Map.of(Ownership.INSTANCE, "mine", Ownership.APP, "old");

    assertThat(NameHolders.holder(WANTED, held)).startsWith("is of this Berth's app old: delete");
  }

  @Test
  void whatBearsNoInstanceIsNobodysOfBerth() {
    assertThat(NameHolders.holder(WANTED, Map.of("a", "b"))).startsWith("is not Berth's: remove");
  }

  @Test
  void looksUpWhoseTheNetworkIs() {
    FakeEngine engine = new FakeEngine();
    engine.createNetwork("shop", new TreeMap<>(Map.of(Ownership.INSTANCE, "theirs")));

    assertThat(new NameHolders(engine).ofNetwork("shop", WANTED))
        .startsWith("is another Berth's (instance theirs, app unknown)");
  }
}
