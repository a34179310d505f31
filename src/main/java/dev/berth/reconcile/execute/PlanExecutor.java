package dev.berth.reconcile.execute;

import dev.berth.engine.EngineException;
import dev.berth.plan.Action;
import dev.berth.plan.Plan;
import dev.berth.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does what a plan says, independent steps in parallel, and decides nothing. A step whose
 * predecessor failed is left out; the next plan has it again.
 */
public final class PlanExecutor {
  /** Engine calls at one time, over all apps: engines serialize most of their work anyway. */
  private static final int PARALLEL_CALLS = 8;

  private final Semaphore calls = new Semaphore(PARALLEL_CALLS);
  private final ExecutorService threads;
  private final InstantSource clock;

  public PlanExecutor(ExecutorService threads, InstantSource clock) {
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * What became of a step.
   *
   * @param began by the steady clock
   * @param failure empty if it was done
   */
  public record Outcome(
      Action action, Instant began, Duration took, Optional<EngineException> failure) {

    /** Names of the containers that were made. */
    public static Set<String> made(List<Outcome> outcomes) {
      return outcomes.stream()
          .filter(outcome -> outcome.failure().isEmpty())
          .map(Outcome::action)
          .flatMap(action ->
              action instanceof Action.CreateContainer made
                  ? Stream.of(made.settings().name())
                  : Stream.empty())
          .collect(Collectors.toSet());
    }
  }

  /**
   * Does the steps of a plan and waits for them.
   *
   * @param held actions to leave out, with all that follow from them
   * @return of each step that was tried, in the order of the plan
   */
  public List<Outcome> execute(Plan plan, Predicate<Action> held, Consumer<Action> runner) {
    Set<Integer> due = plan.due(held);
    List<CompletableFuture<Optional<Outcome>>> results = new ArrayList<>();
    for (Step step : plan.steps()) {
      boolean isDue = due.contains(results.size());
      List<CompletableFuture<Optional<Outcome>>> before =
          step.after().stream().map(results::get).toList();
      results.add(
          CompletableFuture.allOf(before.toArray(CompletableFuture<?>[]::new))
              .thenApplyAsync(
                  done ->
                      before.stream().allMatch(PlanExecutor::succeeded) && isDue
                          ? Optional.of(run(step.action(), runner))
                          : Optional.<Outcome>empty(),
                  threads));
    }
    return results.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  private static boolean succeeded(CompletableFuture<Optional<Outcome>> result) {
    return result.join().filter(outcome -> outcome.failure().isEmpty()).isPresent();
  }

  private Outcome run(Action action, Consumer<Action> runner) {
    calls.acquireUninterruptibly();
    Instant start = clock.instant();
    try {
      runner.accept(action);
      return new Outcome(action, start, since(start), Optional.empty());
    } catch (EngineException e) {
      return new Outcome(action, start, since(start), Optional.of(e));
    } finally {
      calls.release();
    }
  }

  private Duration since(Instant start) {
    return Duration.between(start, clock.instant());
  }
}
