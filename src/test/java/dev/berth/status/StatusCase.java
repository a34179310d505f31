package dev.berth.status;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.ContainerView.State;
import dev.berth.observe.ImageState;
import dev.berth.observe.Rotation;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Planner;
import dev.berth.plan.Restarts;
import dev.berth.plan.Samples;
import dev.berth.plan.World;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** An app, what is there of it, and what could not be done. */
final class StatusCase {
  private final DesiredApp desired;
  private final World world = new World();
  private final List<Problem> problems = new ArrayList<>();
  private Optional<AppStatus> previous = Optional.empty();
  private UnaryOperator<Snapshot> change = UnaryOperator.identity();
  private Restarts restarts = Restarts.NONE;

  StatusCase(DesiredApp desired) {
    this.desired = desired;
  }

  static StatusCase of(Map<String, ?> web) {
    return new StatusCase(Samples.desired(Samples.app(Map.of("web", web))));
  }

  static StatusCase web() {
    return of(Map.of("image", "web:1"));
  }

  World world() {
    return world;
  }

  Snapshot seen() {
    return change.apply(world.snapshot());
  }

  /** As the loop makes it, with all it wants obtained. */
  StatusCase settled() {
    desired.app().services().keySet().forEach(name -> world.image(name, "sha256:" + name));
    Planner planner = new Planner("me");
    for (int i = 0; i < 9; i++) {
      world.apply(planner.plan(desired, seen(), restarts, World.NOW));
    }
    return this;
  }

  StatusCase as(DesiredApp changed) {
    StatusCase next = new StatusCase(changed);
    next.change = snapshot -> seen();
    return next;
  }

  StatusCase image(ImageState image) {
    change = seen -> seen.withImages(Map.of("web", image));
    return this;
  }

  StatusCase each(UnaryOperator<ContainerView> changed) {
    UnaryOperator<Snapshot> before = change;
    change =
        snapshot -> {
          Snapshot seen = before.apply(snapshot);
          return seen.withContainers(seen.containers().stream().map(changed).toList());
        };
    return this;
  }

  StatusCase rotations(UnaryOperator<Rotation> changed) {
    UnaryOperator<Snapshot> before = change;
    change =
        snapshot -> {
          Snapshot seen = before.apply(snapshot);
          Map<String, Rotation> others = new TreeMap<>(seen.rotations());
          others.replaceAll((service, rotation) -> changed.apply(rotation));
          return seen.withRotations(others);
        };
    return this;
  }

  /** Holders run and say nothing. */
  StatusCase silent() {
    UnaryOperator<Snapshot> before = change;
    change = snapshot -> before.apply(snapshot).withRotations(Map.of());
    return this;
  }

  StatusCase labelled(String label, String value) {
    return each(c -> {
      SortedMap<String, String> labels = new TreeMap<>(c.labels());
      labels.put(label, value);
      return c.withLabels(labels);
    });
  }

  StatusCase dead(int times, boolean oomKilled) {
    each(c -> died(c, 1, oomKilled));
    for (int i = times; i > 0; i--) {
      Duration ago = Duration.ofSeconds(i);
      List<ContainerView> deaths = seen().containers().stream().map(c -> c.earlier(ago)).toList();
      restarts = restarts.observing(deaths, Optional.empty(), World.NOW.minus(ago));
    }
    return this;
  }

  static ContainerView died(ContainerView c, int exitCode, boolean oomKilled) {
    return new ContainerView(
        c.id(),
        c.name(),
        c.labels(),
        new ContainerView.Life(
            State.EXITED,
            Health.NONE,
            Optional.of(exitCode),
            oomKilled,
            "",
            0,
            Optional.of(World.NOW.minusSeconds(1)),
            Optional.of(World.NOW),
            ""),
        c.image(),
        c.imageReference(),
        c.networks(),
        c.ports(),
        c.settings(),
        c.volumes(),
        c.createdAt());
  }

  StatusCase problem(String reason) {
    problems.add(new Problem("web", reason, "why", true, World.NOW));
    return this;
  }

  /** What was told of it before, at another time. */
  StatusCase after(AppStatus told) {
    previous = Optional.of(told);
    return this;
  }

  StatusCase before() {
    previous = Optional.of(status());
    return this;
  }

  AppStatus status() {
    return new StatusReport("me", desired, previous, World.NOW)
        .of(
            seen(),
            new Planner("me").plan(desired, seen(), restarts, World.NOW),
            restarts,
            problems);
  }

  AppStatus suspended() {
    return new StatusReport("me", desired, previous, World.NOW).suspended("left alone");
  }

  AppStatus unplaced() {
    return new StatusReport("me", desired, previous, World.NOW).unplaced("no such engine");
  }

  AppStatus unreachable() {
    return new StatusReport("me", desired, previous, World.NOW).unreachable("nobody answers");
  }
}
