package dev.berth.image.gc;

import dev.berth.image.context.ContextStore;
import dev.berth.spec.App;
import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Removes build contexts that no revision needs. */
public final class ContextCollector {
  private final ContextStore store;
  private final AppStore state;
  private final int keptRevisions;

  /**
   * Over what is stored.
   *
   * @param keptRevisions how many of the newest revisions of an app keep their contexts
   */
  public ContextCollector(ContextStore store, AppStore state, int keptRevisions) {
    this.store = store;
    this.state = state;
    this.keptRevisions = keptRevisions;
  }

  /**
   * Removes what nobody needs.
   *
   * @param age what is younger stays: who uploads a context names it in an app only later
   * @return how many went
   */
  public int collect(Duration age, Instant now) {
    Set<String> needed = needed();
    int gone = 0;
    for (String digest : store.olderThan(now.minus(age))) {
      if (!needed.contains(digest)) {
        store.remove(digest);
        gone++;
      }
    }
    return gone;
  }

  private Set<String> needed() {
    Set<String> needed = new HashSet<>();
    for (DesiredApp app : state.all()) {
      Stream<App> revisions =
          state.revisions(app.name()).stream()
              .limit(keptRevisions)
              .flatMap(revision -> Stream.of(revision.app(), revision.declared()));
      Stream.concat(Stream.of(app.app(), app.declared()), revisions)
          .flatMap(ContextCollector::contexts)
          .forEach(needed::add);
    }
    return needed;
  }

  private static Stream<String> contexts(App app) {
    return app.services().values().stream()
        .flatMap(service ->
            service.image() instanceof ImageSource.Build build
                    && build.context() instanceof BuildContext.Stored stored
                ? Stream.of(stored.digest())
                : Stream.empty());
  }
}
