package dev.berth.fleet;

import dev.berth.reconcile.pass.UnplacedApps;
import dev.berth.spec.Placement;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.EngineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Apps that no loop keeps, and why. */
record Strays(Fleet fleet, AppStore state, UnplacedApps unplacedApps) {

  /** Their names. */
  List<String> all() {
    return state.all().stream()
        .filter(app -> fleet.home(app).isEmpty())
        .map(DesiredApp::name)
        .toList();
  }

  /** Why an app has no place at all; empty where its engine was declared. */
  Optional<String> unplaced(DesiredApp app) {
    String engine = fleet.engine(app);
    if (fleet.isDeclared(engine) || engine.equals(Placement.LOCAL)) {
      return Optional.empty();
    }
    String key =
        app.app().placement().engine().isPresent() ? "placement.engine" : "berth.engine.default";
    List<String> names = new ArrayList<>(List.of(Placement.LOCAL));
    names.addAll(fleet.declared().keySet());
    return Optional.of(
        key
            + ": there is no Engine `"
            + engine
            + "`; declare it (kind: Engine), or name another: "
            + String.join(", ", names));
  }

  String why(DesiredApp app) {
    return unplaced(app).orElseGet(() -> notYet(fleet.engine(app)));
  }

  private static String notYet(String engine) {
    return "engine " + engine + " cannot be asked; GET /v1/engines/" + engine + " says why";
  }

  /** As its status. */
  void tell(DesiredApp app) {
    Optional<EngineSpec> engine = Optional.ofNullable(fleet.declared().get(fleet.engine(app)));
    Optional<String> unplaced = unplaced(app);
    if (unplaced.isPresent()) {
      unplacedApps.unplaced(app, unplaced.get());
    } else if (engine.filter(EngineSpec::suspend).isPresent()) {
      unplacedApps.suspended(app, "engine " + fleet.engine(app) + " is left alone: spec.suspend");
    } else {
      unplacedApps.unreachable(app, notYet(fleet.engine(app)));
    }
  }
}
