package dev.berth.fleet;

import dev.berth.reconcile.deps.Residence;
import dev.berth.spec.Placement;
import dev.berth.state.DesiredApp;
import java.util.Optional;

/** What the loop of one engine has to know of the others. */
record FleetResidence(Fleet fleet, String engine, String host, Optional<String> registry)
    implements Residence {

  /** Of a socket nobody can tell whose ports it has: a socket may be forwarded. */
  @Override
  public boolean isThisMachine() {
    return engine.equals(Placement.LOCAL);
  }

  @Override
  public boolean isDefault() {
    return fleet.isUsual(engine);
  }

  @Override
  public boolean isHome(DesiredApp desired) {
    return fleet.engine(desired).equals(engine)
        || fleet.home(desired).filter(home -> home.name().equals(engine)).isPresent();
  }

  @Override
  public boolean mayLeave(DesiredApp desired) {
    return desired.isDeleting() || fleet.hasArrived(desired);
  }

  @Override
  public boolean isGoneElsewhere(String app) {
    return fleet.members().stream()
        .filter(member -> !member.name().equals(engine))
        .noneMatch(member -> member.loop().has(app) && member.answers());
  }

  @Override
  public void left(String app) {
    fleet.wake(app);
  }
}
