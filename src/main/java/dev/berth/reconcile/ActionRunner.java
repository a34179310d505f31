package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.Veil;
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
  private final Veil veil;
  private final ImageJobs images;
  private final EngineCache cache;
  private final Halts halts;
  private final ExecutorService threads;
  private final InstantSource clock;
  private final Consumer<String> wake;
  private final DesiredApp desired;

  ActionRunner(
      Tools tools, EngineCache cache, Halts halts, Consumer<String> wake, DesiredApp desired) {
    this.engine = tools.engine();
    this.veil = new Veil(tools.secrets());
    this.images = tools.images();
    this.threads = tools.threads();
    this.clock = tools.clock();
    this.cache = cache;
    this.halts = halts;
    this.wake = wake;
    this.desired = desired;
  }

  /** Failed or not, what was touched is looked at again: its event may come too late for that. */
  void run(Action action) {
    switch (action) {
      case Action.CreateNetwork a -> onGround(() -> engine.createNetwork(a.name(), a.labels()));
      case Action.RemoveNetwork a -> onGround(() -> engine.removeNetwork(a.id()));
      case Action.CreateVolume a -> onGround(() -> createVolume(a));
      case Action.RemoveVolume a -> onGround(() -> engine.removeVolume(a.name()));
      case Action.CreateContainer a -> touched(engine.createContainer(veil.lifted(a.settings())));
      case Action.StartContainer a -> on(a.container(), engine::start);
      case Action.StopContainer a -> stop(a);
      case Action.Connect a ->
          on(a.container(), id -> engine.connect(a.network(), id, a.aliases()));
      case Action.KillContainer a -> on(a.container().id(), id -> kill(id, a.signal()));
      case Action.RemoveContainer a -> on(a.container().id(), engine::remove);
      case Action.UpdateRestart a ->
          on(a.container().id(), id -> engine.updateRestart(id, a.policy()));
      case Action.UpdateLimits a ->
          on(a.container().id(), id -> engine.updateLimits(id, a.limits()));
      case Action.Rename a -> on(a.container().id(), id -> engine.rename(id, a.name()));
      case Action.Disconnect a -> on(a.container().id(), id -> engine.disconnect(a.network(), id));
      case Action.ObtainImage a ->
          images.obtain(desired.name(), desired.app().service(a.service()), desired.revision());
    }
  }

  private void on(String container, Consumer<String> call) {
    try {
      call.accept(container);
    } finally {
      touched(container);
    }
  }

  private void touched(String container) {
    cache.touched(desired.name(), container);
  }

  private void onGround(Runnable call) {
    try {
      call.run();
    } finally {
      cache.groundTouched(desired.name());
    }
  }

  private void kill(String id, String signal) {
    halts.signal(id, clock.instant());
    engine.kill(id, signal);
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
      touched(container.id());
      halts.end(container.id());
      wake.accept(desired.name());
    }
  }
}
