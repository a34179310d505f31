package dev.berth.reconcile.execute;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.spec.App;
import dev.berth.spec.LifecycleHook;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is run in a container before it is stopped. */
final class StopHooks {
  private final AppStore state;
  private final DesiredApp desired;

  StopHooks(AppStore state, DesiredApp desired) {
    this.state = state;
    this.desired = desired;
  }

  /** Of the last revision that it was seen as: its service may be another one by now, or none. */
  List<LifecycleHook> of(ContainerView container) {
    return container
        .owner()
        .map(owner -> preStop(owner, revision(container, owner)))
        .orElse(List.of());
  }

  private static String revision(ContainerView container, Ownership owner) {
    return container.labels().getOrDefault(Ownership.SETTLED, Long.toString(owner.revision()));
  }

  private List<LifecycleHook> preStop(Ownership owner, String number) {
    Optional<App> made =
        number.equals(Long.toString(desired.revision()))
            ? Optional.empty()
            : state.revisions(desired.name()).stream()
                .filter(revision -> number.equals(Long.toString(revision.number())))
                .map(Revision::app)
                .findFirst();
    return Stream.concat(made.stream(), Stream.of(desired.app()))
        .flatMap(app -> Optional.ofNullable(app.services().get(owner.service())).stream())
        .map(service -> service.surroundings().preStop())
        .findFirst()
        .orElse(List.of());
  }
}
