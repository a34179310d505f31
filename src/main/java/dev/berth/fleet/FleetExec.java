package dev.berth.fleet;

import dev.berth.port.ContainerExec;
import dev.berth.spec.ExecCommand;
import java.util.List;

/** Commands in containers, on the engine that their app lies on. */
public record FleetExec(Fleet fleet) implements ContainerExec {
  @Override
  public List<Place> places(String app) {
    return fleet.of(app).loop().inventory().exec().places(app);
  }

  @Override
  public Running begin(Place place, ExecCommand command, Follower follower) {
    return fleet.of(place.app()).loop().inventory().exec().begin(place, command, follower);
  }
}
