package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.images.ImageJobs;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.VolumeView;
import dev.berth.plan.Action;
import dev.berth.spec.DesiredApp;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** Turns each action of one app into its one call of the engine. */
final class ActionRunner {
  private final ContainerEngine engine;
  private final ImageJobs images;
  private final Halts halts;
  private final ExecutorService threads;
  private final InstantSource clock;
  private final Consumer<String> wake;
  private final DesiredApp desired;

  ActionRunner(Tools tools, Halts halts, Consumer<String> wake, DesiredApp desired) {
    this.engine = tools.engine();
    this.images = tools.images();
    this.threads = tools.threads();
    this.clock = tools.clock();
    this.halts = halts;
    this.wake = wake;
    this.desired = desired;
  }

  void run(Action action) {
    switch (action) {
      case Action.CreateNetwork a -> engine.createNetwork(a.name(), a.labels());
      case Action.RemoveNetwork a -> engine.removeNetwork(a.id());
      case Action.Connect a -> engine.connect(a.network(), a.container(), a.aliases());
      case Action.CreateVolume a -> createVolume(a);
      case Action.RemoveVolume a -> engine.removeVolume(a.name());
      case Action.CreateContainer a -> engine.createContainer(a.settings());
      case Action.StartContainer a -> engine.start(a.container());
      case Action.StopContainer a -> stop(a);
      case Action.KillContainer a -> {
        halts.signal(a.container().id(), clock.instant());
        engine.kill(a.container().id(), a.signal());
      }
      case Action.RemoveContainer a -> engine.remove(a.container().id());
      case Action.UpdateRestart a -> engine.updateRestart(a.container().id(), a.policy());
      case Action.ObtainImage a ->
          images.obtain(desired.name(), desired.app().service(a.service()), desired.generation());
    }
  }

  /** Engines answer for a volume of somebody else as if they had made it. */
  private void createVolume(Action.CreateVolume action) {
    VolumeView made =
        engine.createVolume(
            action.name(),
            action.volume().driver(),
            action.volume().driverOptions(),
            action.labels());
    if (!Objects.equals(
        action.labels().get(Ownership.INSTANCE), made.labels().get(Ownership.INSTANCE))) {
      throw new EngineException(
          EngineException.Kind.CONFLICT,
          "volume "
              + action.name()
              + " is there already and is not Berth's; remove it, or declare it as external");
    }
  }

  /** A stop lasts as long as its grace, so it goes on by itself and wakes the app at its end. */
  private void stop(Action.StopContainer action) {
    ContainerView container = action.container();
    if (halts.begin(container.id())) {
      threads.execute(() -> stopAndWake(container, action));
    }
  }

  private void stopAndWake(ContainerView container, Action.StopContainer action) {
    try {
      engine.stop(container.id(), action.grace());
    } catch (EngineException e) {
      // The next pass sees a container that still runs, and stops it again.
      System.getLogger(ActionRunner.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "stop of {0} failed: {1}",
              container.name(),
              e.getMessage());
    } finally {
      halts.end(container.id());
      wake.accept(desired.name());
    }
  }
}
