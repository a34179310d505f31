package dev.berth.spec.validation;

import dev.berth.spec.App;
import dev.berth.spec.FileSource;
import dev.berth.spec.Ingress;
import dev.berth.spec.Network;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What must hold of an app that is placed on a Swarm, as far as no node has to be asked: a Swarm
 * has no word for some of what a Docker engine does, and passes over it or fails for ever.
 */
public final class SwarmRules {
  /** The one driver whose networks reach over all nodes. */
  private static final String OVERLAY = "overlay";

  private final AppDraft draft;
  private final List<Violation> found = new ArrayList<>();

  private SwarmRules(AppDraft draft) {
    this.draft = draft;
  }

  /**
   * All that is wrong, each with the way out.
   *
   * @param draft {@link AppDraft#ofStored} of an app that is stored already
   * @param isOneNode what is built has to be pushed where there are others
   */
  public static List<Violation> check(AppDraft draft, boolean isOneNode) {
    SwarmRules rules = new SwarmRules(draft);
    rules.app();
    for (Service service : draft.app().services().values()) {
      rules.found.addAll(new SwarmServiceRules(draft, service).check(isOneNode));
      rules.found.addAll(new SwarmDeployRules(draft, service).check());
    }
    return List.copyOf(rules.found);
  }

  private void app() {
    App app = draft.app();
    if (app.rollout().strategy().isStaged()) {
      add(
          "rollout.strategy",
          "is "
              + app.rollout().strategy().text()
              + ", which needs a holder in front, and a Swarm has none; use Rolling");
    }
    if (!app.ingress().equals(Ingress.DEFAULT)) {
      add(
          "ingress",
          "is for holders of fixed ports and for the front door, and a Swarm has neither; leave it"
              + " out");
    }
    app.networks().forEach(this::network);
    files("secrets", app.secrets());
    files("configs", app.configs());
  }

  private void network(String name, Network network) {
    network
        .driver()
        .filter(driver -> !driver.equals(OVERLAY) && !network.external())
        .ifPresent(driver ->
            add(
                "networks." + name + ".driver",
                "is "
                    + driver
                    + ", whose networks end at their node; leave it out, or write overlay"));
  }

  private void files(String key, SortedMap<String, FileSource> files) {
    files.forEach((name, source) -> {
      if (source instanceof FileSource.OfHost) {
        add(
            key + "." + name + ".file",
            "lies on one machine, and nodes have no part in it; write its text as content, or keep"
                + " it as a secret of Berth (external: true)");
      }
    });
  }

  private void add(String key, String message) {
    found.add(new Violation(draft.path(key), message));
  }
}
