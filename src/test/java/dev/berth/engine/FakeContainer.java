package dev.berth.engine;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.State;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One container of a {@link FakeEngine}; its state changes. */
final class FakeContainer {
  final String id;
  final ContainerSettings settings;
  final String image;
  final Map<String, Set<String>> networks = new TreeMap<>();
  final Map<String, String> files = new TreeMap<>();
  final SortedMap<String, String> volumes = new TreeMap<>();
  String name;
  RestartPolicy restart;
  Resources limits;
  RunOptions options;
  State state = State.CREATED;
  private int lives;
  ContainerView.Health health = ContainerView.Health.NONE;
  String healthOutput = "";
  private final Instant createdAt;
  Optional<Integer> exitCode = Optional.empty();
  Optional<Instant> startedAt = Optional.empty();
  Optional<Instant> finishedAt = Optional.empty();

  FakeContainer(String id, ContainerSettings settings, String image, Instant now) {
    this.createdAt = now;
    this.id = id;
    this.settings = settings;
    this.image = image;
    this.name = settings.name();
    this.restart = settings.restart();
    this.limits = settings.resources();
    this.options = settings.options();
  }

  /** Changes some of its options. */
  void options(RunOptions changed) {
    changed.settings().forEach((option, wish) -> options = options.with(option, wish));
  }

  boolean isAlive() {
    return state.isAlive();
  }

  void begin(Instant now) {
    state = State.RUNNING;
    startedAt = Optional.of(now);
    lives++;
  }

  /** Which of its lives it is in. */
  String life() {
    return id + "@" + lives;
  }

  void end(int code, Instant now) {
    state = State.EXITED;
    exitCode = Optional.of(code);
    finishedAt = Optional.of(now);
  }

  ContainerView view() {
    return new ContainerView(
        id,
        name,
        settings.labels(),
        new ContainerView.Life(
            state, health, exitCode, false, "", 0, startedAt, finishedAt, healthOutput),
        image,
        settings.image(),
        networks,
        isAlive() ? settings.ports() : List.of(),
        shown(),
        volumes,
        createdAt);
  }

  private ContainerSettings shown() {
    return settings.withName(name).with(restart, limits).sharing(settings.network(), options);
  }
}
