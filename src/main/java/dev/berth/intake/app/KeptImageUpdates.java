package dev.berth.intake.app;

import dev.berth.spec.App;
import dev.berth.spec.ImageSource;
import dev.berth.spec.ImageUpdate;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.TreeMap;

/** Images that Berth has moved on by itself: who applies the same wish again does not undo that. */
final class KeptImageUpdates {
  private KeptImageUpdates() {}

  /** The app with the images it has come to, where the wish for them is as it was. */
  static App kept(DesiredApp before, App declared, App resolved) {
    TreeMap<String, Service> services = new TreeMap<>(resolved.services());
    for (Service service : resolved.services().values()) {
      Service had = before.app().services().get(service.name());
      if (had != null
          && isFollowing(service)
          && isFollowing(had)
          && wish(before.declared(), service.name()).equals(wish(declared, service.name()))) {
        services.put(service.name(), service.withImage(had.image()));
      }
    }
    return resolved.withServices(services);
  }

  private static boolean isFollowing(Service service) {
    return service.image() instanceof ImageSource.Registry registry
        && registry.update().mode() != ImageUpdate.Mode.NONE;
  }

  private static String wish(App app, String name) {
    Service service = app.services().get(name);
    return service == null ? "" : service.image().toString();
  }
}
