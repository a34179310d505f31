package dev.berth.status;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.spec.App;
import dev.berth.spec.Service;

/** Containers that are on their way out of an app. */
final class Leavers {
  private Leavers() {}

  /** Whether it has no place in the app any more, or is on its way out of it. */
  static boolean isLeaving(App app, ContainerView container) {
    ContainerView.State state = container.life().state();
    Ownership owner = container.owner().orElseThrow();
    Service service = app.services().get(owner.service());
    return service == null
        || owner.replica() > service.replicas()
        || state == ContainerView.State.STOPPING
        || state == ContainerView.State.REMOVING;
  }
}
