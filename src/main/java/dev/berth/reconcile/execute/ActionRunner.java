package dev.berth.reconcile.execute;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.guard.SecretInjector;
import dev.berth.image.job.ImageJobs;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.VolumeView;
import dev.berth.plan.Action;
import dev.berth.plan.HolderAction;
import dev.berth.plan.NetworkAction;
import dev.berth.plan.SwarmAction;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.AdoptionRecorder;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.rotation.HolderRunner;
import dev.berth.spec.LifecycleHook;
import dev.berth.state.Adoption;
import dev.berth.state.DesiredApp;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Turns each action of one app into its one call of the engine. */
public final class ActionRunner {
  private final ContainerEngine engine;
  private final FileTexts files;
  private final SecretInjector secretInjector;
  private final ImageJobs images;
  private final EngineCache cache;
  private final PendingStops pendingStops;
  private final HookRunner hookRunner;
  private final ExecutorService threads;
  private final InstantSource clock;
  private final Consumer<String> wake;
  private final DesiredApp desired;
  private final PolicyGuard policyGuard;
  private final AdoptionRecorder adoptionRecorder;
  private final StopHooks stopHooks;
  private final NameLeaver names;
  private final HolderRunner holders;

  public ActionRunner(
      ReconcilerDeps deps,
      EngineCache cache,
      PendingStops pendingStops,
      HookRunner hookRunner,
      HolderRunner holders,
      Consumer<String> wake,
      DesiredApp desired) {
    this.holders = holders;
    this.hookRunner = hookRunner;
    this.engine = deps.engine();
    this.files = new FileTexts(deps.secrets());
    this.secretInjector = new SecretInjector(deps.secrets());
    this.images = deps.images();
    this.threads = deps.threads();
    this.clock = deps.clocks().steady();
    this.cache = cache;
    this.pendingStops = pendingStops;
    this.wake = wake;
    this.desired = desired;
    this.adoptionRecorder = deps.custody();
    this.names = new NameLeaver(engine);
    this.stopHooks = new StopHooks(deps.state(), desired);
    this.policyGuard = new PolicyGuard(deps.policy(), desired);
  }

  /** Failed or not, what was touched is looked at again: its event may come too late for that. */
  public void run(Action action) {
    policyGuard.check(action);
    switch (action) {
      case NetworkAction a -> run(a);
      case Action.CreateVolume a -> onGround(() -> createVolume(a));
      case Action.KeepVolume a -> onGround(() -> keep(a));
      case Action.RemoveVolume a -> onGround(() -> engine.removeVolume(a.name(), a.asked()));
      case Action.CreateContainer a ->
          touched(engine.createContainer(secretInjector.inject(a.settings())));
      case Action.StartContainer a -> start(a);
      case Action.PlaceFiles a -> on(a.container(), id -> engine.place(id, files.texts(a)));
      case Action.StopContainer a -> stop(a);
      case Action.KillContainer a -> on(a.container().id(), id -> kill(id, a.signal()));
      case Action.RemoveContainer a -> on(a.container().id(), engine::remove);
      case Action.UpdateRestart a ->
          on(a.container().id(), id -> engine.updateRestart(id, a.policy()));
      case Action.UpdateLimits a ->
          on(a.container().id(), id -> engine.updateLimits(id, a.limits(), a.options()));
      case Action.Rename a -> on(a.container().id(), id -> engine.rename(id, a.name()));
      case SwarmAction a -> throw new IllegalArgumentException(a.what() + " is for a Swarm");
      case HolderAction a -> holders.run(a);
      case Action.ObtainImage a ->
          images.obtain(desired.app(), desired.app().service(a.service()), desired.revision());
    }
  }

  private void run(NetworkAction action) {
    switch (action) {
      case NetworkAction.CreateNetwork a -> onGround(() -> new NetworkMaker(engine).make(a));
      case NetworkAction.RemoveNetwork a -> onGround(() -> engine.removeNetwork(a.id()));
      case NetworkAction.CheckNetwork a -> check(a);
      case NetworkAction.Connect a -> on(a.container(), id -> engine.connect(id, a.endpoint()));
      case NetworkAction.Disconnect a ->
          on(a.container().id(), id -> engine.disconnect(a.network(), id));
    }
  }

  /** The app's own are better on the network as it is than on none. */
  private void check(NetworkAction.CheckNetwork action) {
    Set<String> others = new TreeSet<>(engine.attached(action.id()));
    others.removeAll(action.own());
    if (!others.isEmpty()) {
      throw new EngineException(
          EngineException.Kind.CONFLICT,
          "network "
              + action.name()
              + " has to be made anew ("
              + action.cause()
              + "), but "
              + others.stream().map(this::name).collect(Collectors.joining(", "))
              + " is on it and not the app's; take it off (docker network disconnect), or have"
              + " drift.ignore pass over that path");
    }
  }

  private String name(String container) {
    return "container " + engine.container(container).map(ContainerView::name).orElse(container);
  }

  /** Hooks take as long as they take: what they do is no part of a pass. */
  private void start(Action.StartContainer action) {
    List<LifecycleHook> after = desired.app().service(action.service()).surroundings().postStart();
    Optional<String> id =
        after.isEmpty()
            ? Optional.empty()
            : engine.container(action.container()).map(ContainerView::id);
    id.ifPresent(hookRunner::begin);
    on(action.container(), engine::start);
    id.ifPresent(container -> threads.execute(() -> afterStart(container, after)));
  }

  private void afterStart(String container, List<LifecycleHook> after) {
    hookRunner.afterStart(desired, container, after);
    wake.accept(desired.name());
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
    pendingStops.signal(id, clock.instant());
    try {
      engine.kill(id, signal);
    } catch (EngineException e) {
      pendingStops.unsignal(id);
      throw e;
    }
  }

  private void keep(Action.KeepVolume action) {
    adoptionRecorder.keep(
        List.of(
            new Adoption(Adoption.Kind.VOLUME, action.name(), desired.name(), action.labels())));
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
              + " is there already and "
              + NameHolders.holder(action.labels(), made.labels()));
    }
  }

  /**
   * A stop lasts as long as its grace, so it goes on by itself and wakes the app at its end. One
   * that failed is told by the next try, which then is none.
   */
  private void stop(Action.StopContainer action) {
    ContainerView container = action.container();
    Optional<EngineException> before = pendingStops.failure(container.id());
    if (before.isPresent()) {
      throw before.get();
    }
    if (pendingStops.begin(container.id())) {
      threads.execute(() -> stopAndWake(container, action));
    }
  }

  private void stopAndWake(ContainerView container, Action.StopContainer action) {
    try {
      names.leave(container, action.leaves());
      hookRunner.beforeStop(desired, container.id(), stopHooks.of(container));
      engine.stop(container.id(), action.grace());
    } catch (EngineException e) {
      // The next pass sees a container that still runs.
      pendingStops.fail(container.id(), e);
    } finally {
      touched(container.id());
      pendingStops.end(container.id());
      wake.accept(desired.name());
    }
  }
}
