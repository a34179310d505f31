package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.Dependency;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a plan leads to, pass after pass, until nothing is left to do or somebody has to say more:
 * the planner, run on what would be there if all went well.
 *
 * <p>It tells the stages of a rollout as far as the first that takes time: when that is over is
 * decided by what the new version does.
 */
public final class Forecast {

  /** As many passes as anybody reads; a service of a hundred replicas takes more. */
  static final int MOST_PASSES = 40;

  /** Nothing comes of time alone any more. */
  private static final int MOST_IDLE = 3;

  private final Planner planner;
  private final DesiredApp desired;
  private final Restarts restarts;
  private final SupposedEngine engine;
  private final List<Pass> passes = new ArrayList<>();
  private Instant now;

  /**
   * One pass.
   *
   * @param seen what it is planned on
   */
  public record Pass(Snapshot seen, Plan plan) {}

  private Forecast(
      String instance, DesiredApp desired, Snapshot seen, Restarts restarts, Instant now) {
    this.planner = new Planner(instance);
    this.desired = desired;
    this.restarts = restarts;
    this.engine = new SupposedEngine(desired, seen, now);
    this.now = now;
    passes.add(pass(seen));
  }

  /**
   * The next pass, and those that would follow it: only those in which something is done, and at
   * last what is waited for then, if there is anything.
   */
  public static List<Pass> of(
      String instance, DesiredApp desired, Snapshot seen, Restarts restarts, Instant now) {
    Forecast forecast = new Forecast(instance, desired, seen, restarts, now);
    forecast.run();
    return List.copyOf(forecast.passes);
  }

  /** Whether it was too long to be told in full. */
  public static boolean isCut(List<Pass> passes) {
    return passes.size() >= MOST_PASSES && !passes.getLast().plan().isEmpty();
  }

  private Pass pass(Snapshot seen) {
    return new Pass(seen, planner.plan(desired, seen, restarts, now));
  }

  private void run() {
    Pass last = passes.getFirst();
    Optional<Pass> waits = Optional.empty();
    int idle = 0;
    while (idle < MOST_IDLE && passes.size() < MOST_PASSES) {
      boolean isAtWork = goOn(last);
      last = pass(engine.snapshot());
      if (!last.plan().isEmpty()) {
        passes.add(last);
        waits = Optional.empty();
        idle = 0;
      } else {
        waits = waits.isPresent() ? waits : Optional.of(last);
        idle = isAtWork ? idle + 1 : MOST_IDLE;
      }
    }
    waits.filter(pass -> !pass.plan().waiting().isEmpty()).ifPresent(passes::add);
  }

  /** Does what a pass says, or lets time pass; false if nothing would come of either. */
  private boolean goOn(Pass pass) {
    if (!pass.plan().isEmpty()) {
      engine.apply(pass.plan());
      return true;
    }
    boolean isHelped = finish(pass.seen());
    Optional<Instant> next = pass.plan().lookAgainAt().filter(now::isBefore);
    next.ifPresent(at -> {
      now = at;
      engine.turnTo(at);
    });
    return isHelped || next.isPresent();
  }

  /** What others do meanwhile: images come, and what somebody waits for to end has ended. */
  private boolean finish(Snapshot seen) {
    engine.arrive();
    List<ContainerView> done = seen.containers().stream().filter(this::isWaitedForToEnd).toList();
    done.forEach(engine::complete);
    return !done.isEmpty() || !engine.snapshot().images().equals(seen.images());
  }

  private boolean isWaitedForToEnd(ContainerView container) {
    Set<String> awaited =
        desired.app().services().values().stream()
            .flatMap(service -> service.dependencies().stream())
            .filter(on -> on.condition() == Dependency.Condition.COMPLETED)
            .map(Dependency::service)
            .collect(Collectors.toSet());
    String name = container.owner().map(Ownership::service).orElse("");
    Optional<Service> service = Optional.ofNullable(desired.app().services().get(name));
    return container.isRunning()
        && awaited.contains(name)
        && service.filter(one -> !one.restart().restarts(0, 0)).isPresent();
  }
}
