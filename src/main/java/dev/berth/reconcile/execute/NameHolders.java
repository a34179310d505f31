package dev.berth.reconcile.execute;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import java.util.Map;
import java.util.Objects;

/** Whose a name on the engine is that Berth wanted for a network or a volume, and what frees it. */
public final class NameHolders {
  private final ContainerEngine engine;

  public NameHolders(ContainerEngine engine) {
    this.engine = engine;
  }

  /**
   * Of a network that could not be made because its name is taken.
   *
   * @param wanted the labels it was to have
   */
  public String ofNetwork(String name, Map<String, String> wanted) {
    Map<String, String> held =
        engine.networks(Map.of()).stream()
            .filter(network -> network.name().equals(name))
            .findFirst()
            .<Map<String, String>>map(NetworkView::labels)
            .orElse(Map.of());
    return holder(wanted, held);
  }

  /**
   * The holder and the way out, as the end of a sentence about the thing.
   *
   * @param wanted the labels that it was to have
   * @param held those that it has
   */
  static String holder(Map<String, String> wanted, Map<String, String> held) {
    String other = held.get(Ownership.INSTANCE);
    if (other == null) {
      return "is not Berth's: remove it if nobody needs it, declare it as external, or give the app"
          + " another name";
    }
    String app = held.getOrDefault(Ownership.APP, "unknown");
    if (Objects.equals(other, wanted.get(Ownership.INSTANCE))) {
      return "is of this Berth's app " + app + ": delete that app, or give this one another name";
    }
    return "is another Berth's (instance "
        + other
        + ", app "
        + app
        + "): delete the app there, or give this one another name";
  }
}
