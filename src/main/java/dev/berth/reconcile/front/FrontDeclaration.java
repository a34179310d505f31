package dev.berth.reconcile.front;

import dev.berth.spec.App;
import dev.berth.spec.Front;
import dev.berth.spec.FrontRoute;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How the front door's app follows what is asked of it. One that goes is wanted again as soon as
 * anybody asks for a name: who did so may be on its network already, which then could never go.
 */
record FrontDeclaration(
    Front.Address address, Set<String> certificates, Optional<String> thumbprint, Instant now) {

  /** What is to be stored; empty where nothing is. */
  Optional<DesiredApp> next(Optional<DesiredApp> stored, List<FrontRoute> routes) {
    if (stored.isEmpty()) {
      return routes.isEmpty()
          ? Optional.empty()
          : Optional.of(first(Front.app(address, routes, certificates, thumbprint)));
    }
    DesiredApp before = stored.get();
    if (!Front.isFront(before.declared())) {
      return Optional.empty();
    }
    if (routes.isEmpty()) {
      DesiredApp.Deletion deletion = new DesiredApp.Deletion(now, false);
      return Optional.of(next(before, before.declared(), 0, Optional.of(deletion)))
          .filter(gone -> !before.isDeleting());
    }
    App wanted =
        Front.app(address, routes, certificates, thumbprint).withState(before.declared().state());
    return wanted.equals(before.declared()) && !before.isDeleting()
        ? Optional.empty()
        : Optional.of(next(before, wanted, 1, Optional.empty()));
  }

  private DesiredApp first(App wanted) {
    return new DesiredApp(
        UUID.randomUUID().toString(),
        1,
        1,
        0,
        wanted,
        wanted,
        now,
        Optional.empty(),
        DesiredApp.Halt.GRACEFUL,
        Optional.empty(),
        Optional.empty());
  }

  private static DesiredApp next(
      DesiredApp before, App wanted, int revisions, Optional<DesiredApp.Deletion> deletion) {
    return new DesiredApp(
        before.uid(),
        before.generation() + 1,
        before.revision() + revisions,
        before.resourceVersion(),
        wanted,
        wanted,
        before.createdAt(),
        before.restartedAt(),
        before.halt(),
        deletion,
        Optional.empty());
  }
}
