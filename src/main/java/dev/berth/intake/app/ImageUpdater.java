package dev.berth.intake.app;

import dev.berth.port.ImageUpdates;
import dev.berth.spec.App;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Stores a newer image as a revision of its own; what the user declared stays as it is. */
public final class ImageUpdater implements ImageUpdates {
  /** What the column of authors holds. */
  private static final int LONGEST_AUTHOR = 255;

  private final AppStore state;
  private final InstantSource clock;
  private final Consumer<String> wake;

  /** Over what is stored; {@code wake} is called with the name of each app that was changed. */
  public ImageUpdater(AppStore state, InstantSource clock, Consumer<String> wake) {
    this.state = state;
    this.clock = clock;
    this.wake = wake;
  }

  @Override
  public boolean move(String app, String service, long revision, String reference, String why) {
    Optional<DesiredApp> before =
        state.find(app).filter(found -> found.revision() == revision && !found.isDeleting());
    if (before.isEmpty()
        || !before.get().app().services().containsKey(service)
        || wasLeft(app, service, reference)) {
      return false;
    }
    App moved = moved(before.get().app(), service, reference);
    DesiredApp next =
        AppTransitions.replaced(before.get(), before.get().declared(), moved, clock.instant());
    String author = "berth: " + why;
    try {
      state.save(
          before.get().resourceVersion(),
          next,
          author.substring(0, Math.min(author.length(), LONGEST_AUTHOR)));
    } catch (AppStore.Conflict e) {
      return false;
    }
    wake.accept(app);
    return true;
  }

  /** An image that the app had once was left on purpose, by hand or because it failed. */
  private boolean wasLeft(String app, String service, String reference) {
    return state.revisions(app).stream()
        .map(revision -> revision.app().services().get(service))
        .anyMatch(old ->
            old != null
                && old.image() instanceof ImageSource.Registry registry
                && registry.reference().equals(reference));
  }

  private static App moved(App app, String name, String reference) {
    TreeMap<String, Service> services = new TreeMap<>(app.services());
    Service service = app.service(name);
    if (service.image() instanceof ImageSource.Registry registry) {
      services.put(name, service.withImage(registry.withReference(reference)));
    }
    return app.withServices(services);
  }
}
