package dev.berth.spec.validation;

import dev.berth.spec.App;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Build arguments may be secrets, so answers show that they are there and not what they are. Who
 * sends an answer back as the next wish means the values that are stored.
 */
public final class HiddenArgs {
  /** In place of each value. */
  public static final String HIDDEN = "***";

  private HiddenArgs() {}

  /** What answers show. */
  public static App hide(App app) {
    TreeMap<String, Service> services = new TreeMap<>(app.services());
    for (Service service : app.services().values()) {
      if (service.image() instanceof ImageSource.Build build && !build.args().isEmpty()) {
        TreeMap<String, String> hidden = new TreeMap<>(build.args());
        hidden.replaceAll((name, value) -> HIDDEN);
        services.put(service.name(), service.withImage(build.withArgs(hidden)));
      }
    }
    return app.withServices(services);
  }

  /** What somebody means who sends an answer back. */
  public static App restore(App before, App wish) {
    TreeMap<String, Service> services = new TreeMap<>(wish.services());
    for (Service service : wish.services().values()) {
      Service had = before.services().get(service.name());
      if (had != null
          && had.image() instanceof ImageSource.Build stored
          && service.image() instanceof ImageSource.Build build
          && build.args().containsValue(HIDDEN)) {
        SortedMap<String, String> args = new TreeMap<>(build.args());
        args.replaceAll((name, value) ->
            value.equals(HIDDEN) ? stored.args().getOrDefault(name, value) : value);
        services.put(service.name(), service.withImage(build.withArgs(args)));
      }
    }
    return wish.withServices(services);
  }
}
