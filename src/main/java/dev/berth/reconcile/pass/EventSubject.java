package dev.berth.reconcile.pass;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.plan.Action;
import dev.berth.plan.HolderAction;
import dev.berth.plan.NetworkAction;
import dev.berth.plan.SwarmAction;
import dev.berth.status.AppEvent.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which service and container an action is about. */
final class EventSubject {
  private EventSubject() {}

  /**
   * Of an action that was done.
   *
   * @param seen what is there, for actions that know no more of a container than its name
   */
  static Subject of(Action action, List<ContainerView> seen) {
    return switch (action) {
      case NetworkAction.CreateNetwork a -> Subject.APP;
      case NetworkAction.RemoveNetwork a -> Subject.APP;
      case NetworkAction.CheckNetwork a -> Subject.APP;
      case Action.CreateVolume a -> Subject.APP;
      case Action.KeepVolume a -> Subject.APP;
      case Action.RemoveVolume a -> Subject.APP;
      case Action.ObtainImage a -> Subject.service(a.service());
      case Action.CreateContainer a -> of(a.settings().name(), a.settings().labels());
      case Action.StartContainer a ->
          new Subject(Optional.of(a.service()), Optional.of(a.container()));
      case Action.StopContainer a -> of(a.container());
      case Action.KillContainer a -> of(a.container());
      case Action.RemoveContainer a -> of(a.container());
      case Action.UpdateRestart a -> of(a.container());
      case Action.UpdateLimits a -> of(a.container());
      case Action.Rename a -> of(a.container());
      case NetworkAction.Disconnect a -> of(a.container());
      case NetworkAction.Connect a -> named(a.container(), seen);
      case Action.PlaceFiles a -> named(a.container(), seen);
      case SwarmAction a -> a.service().isEmpty() ? Subject.APP : Subject.service(a.service());
      case HolderAction a -> named(a.container(), seen);
    };
  }

  private static Subject of(ContainerView container) {
    return of(container.name(), container.labels());
  }

  private static Subject of(String container, Map<String, String> labels) {
    return new Subject(Optional.ofNullable(labels.get(Ownership.SERVICE)), Optional.of(container));
  }

  private static Subject named(String container, List<ContainerView> seen) {
    return seen.stream()
        .filter(view -> view.name().equals(container))
        .findFirst()
        .map(EventSubject::of)
        .orElse(new Subject(Optional.empty(), Optional.of(container)));
  }
}
