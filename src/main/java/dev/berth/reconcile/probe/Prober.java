package dev.berth.reconcile.probe;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.Ownership;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Asks containers that have started whether they are ready, many times a second until the first
 * time that they are; the engine's own checks, which go on, come seconds apart. Whoever waits for a
 * container is woken in that moment.
 */
public final class Prober {
  private static final System.Logger LOG = System.getLogger(Prober.class.getName());

  /** From the beginning of one question to that of the next. */
  private static final Duration FAST = Duration.ofMillis(100);

  /** After a while nobody waits for the blink of an eye any more. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  private static final Duration FAST_TIME = Duration.ofSeconds(20);

  /**
   * A port that is only published says little: a container without any check counts as ready after
   * so long, as it does at once for Docker and for Kubernetes.
   */
  private static final Duration DOUBT = Duration.ofSeconds(15);

  private final Probe probe;
  private final Executor threads;
  private final Clocks clocks;
  private final Consumer<String> wake;

  /** Sorted by app, so that a pass over one looks through its own alone. */
  private final NavigableMap<String, Watch> watches = new ConcurrentSkipListMap<>();

  /** With a thread for each container that is not ready yet. */
  public Prober(Probe probe, Executor threads, Clocks clocks, Consumer<String> wake) {
    this.probe = probe;
    this.threads = threads;
    this.clocks = clocks;
    this.wake = wake;
  }

  /** Who asks containers. */
  public Probe probe() {
    return probe;
  }

  /** One life of one container. */
  private static final class Watch {
    private final String app;
    private final ContainerView container;
    private final Service service;

    /** Of this and all moments below: by the steady clock. */
    private final Instant started;

    private final Instant deadline;

    /** It was up for long when it was first seen: whether it has ever been ready nobody knows. */
    private final boolean isOld;

    private final Duration proof;

    /** Since when it is ready; it counts as such after its proof. */
    private volatile Instant ready = Instant.MAX;

    private volatile boolean passed;
    private volatile boolean late;
    private volatile String output = "";

    Watch(DesiredApp desired, ContainerView container, Service service, Clocks clocks) {
      Instant now = clocks.steady().instant();
      this.app = desired.name();
      this.container = container;
      this.service = service;
      this.started = now.minus(age(container, clocks.wall().instant()));
      this.deadline = started.plus(desired.app().rollout().patience());
      this.isOld = now.isAfter(deadline);
      this.proof = desired.app().rollout().proof();
      if (now.isAfter(started.plus(proof))) {
        this.ready = started;
      }
    }

    /** When it is seen first; one that the clocks say is yet to start has just started. */
    private static Duration age(ContainerView container, Instant now) {
      Duration age =
          container.life().startedAt().map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
      return age.isNegative() ? Duration.ZERO : age;
    }
  }

  private Instant now() {
    return clocks.steady().instant();
  }

  /** What is there, with what probes found out; those that are new are probed from now on. */
  public List<ContainerView> overlay(DesiredApp desired, List<ContainerView> containers) {
    if (desired.isDeleting() || desired.isStopped()) {
      keep(desired.name(), Set.of());
      return containers;
    }
    Set<String> alive =
        containers.stream()
            .filter(ContainerView::isRunning)
            .map(container -> key(desired.name(), container))
            .collect(Collectors.toSet());
    keep(desired.name(), alive);
    return containers.stream().map(container -> through(desired, container)).toList();
  }

  private void keep(String app, Set<String> alive) {
    // 0 comes next after /, which is in no app's name.
    watches.subMap(app + "/", app + "0").keySet().removeIf(key -> !alive.contains(key));
  }

  private static String key(String app, ContainerView container) {
    return app + "/" + container.id() + container.life().startedAt().map(at -> "@" + at).orElse("");
  }

  private ContainerView through(DesiredApp desired, ContainerView container) {
    Optional<Service> service =
        container.owner().map(Ownership::service).map(name -> desired.app().services().get(name));
    if (!container.isRunning() || service.isEmpty()) {
      return container;
    }
    Watch watch = watch(desired, container, service.get());
    Health health = container.life().health();
    if (!watch.passed && health == Health.UNHEALTHY && watch.isOld) {
      return container;
    }
    if (!watch.passed) {
      String output = watch.output.isEmpty() ? container.life().lastHealthOutput() : watch.output;
      return container.withHealth(
          health == Health.UNHEALTHY ? Health.FAILING : Health.STARTING, output);
    }
    return health == Health.STARTING ? container.withHealth(Health.HEALTHY, "") : container;
  }

  private Watch watch(DesiredApp desired, ContainerView container, Service service) {
    String key = key(desired.name(), container);
    Watch known = watches.get(key);
    if (known == null) {
      Watch begun = new Watch(desired, container, service, clocks);
      Watch raced = watches.putIfAbsent(key, begun);
      if (raced == null) {
        threads.execute(() -> follow(key, begun));
      }
      known = raced == null ? begun : raced;
    }
    if (container.life().health() == Health.HEALTHY && known.proof.isZero()) {
      known.passed = true;
    }
    return known;
  }

  private void follow(String key, Watch watch) {
    try {
      while (watches.get(key) == watch && !watch.passed) {
        Instant begun = now();
        ask(watch);
        if (!watch.passed) {
          pause(begun.plus(isEarly(watch) ? FAST : SLOW));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause(Instant until) throws InterruptedException {
    Duration rest = Duration.between(now(), until);
    if (rest.isPositive()) {
      Thread.sleep(rest);
    }
  }

  private boolean isEarly(Watch watch) {
    return now().isBefore(watch.started.plus(FAST_TIME));
  }

  private void ask(Watch watch) {
    Optional<String> failure = probe.failure(watch.container, watch.service, age(watch));
    if (failure.isEmpty() || isDoubtful(watch)) {
      failure.ifPresent(why ->
          LOG.log(
              Level.INFO,
              "app={0} {1}: {2}; it has no check, so it counts as ready",
              watch.app,
              watch.container.name(),
              why));
      proven(watch);
      return;
    }
    watch.ready = Instant.MAX;
    if (watch.late || !now().isAfter(watch.deadline)) {
      watch.output = failure.get();
    } else {
      watch.late = true;
      String words = probe.lastWords(watch.container);
      watch.output = failure.get() + (words.isEmpty() ? "" : "; its last lines:\n" + words);
      wake.accept(watch.app);
    }
  }

  private void proven(Watch watch) {
    Instant now = now();
    watch.ready = now.isBefore(watch.ready) ? now : watch.ready;
    if (now.isBefore(watch.ready.plus(watch.proof))) {
      watch.output =
          "ready, and has to be for " + watch.proof.toSeconds() + " s (rollout.minReady)";
    } else {
      watch.passed = true;
      wake.accept(watch.app);
    }
  }

  private Duration age(Watch watch) {
    return Duration.between(watch.started, now());
  }

  private boolean isDoubtful(Watch watch) {
    return !Probe.hasCheck(watch.container)
        && watch.deadline.isAfter(watch.started.plus(DOUBT))
        && now().isAfter(watch.started.plus(DOUBT));
  }

  public void close() {
    watches.clear();
  }
}
