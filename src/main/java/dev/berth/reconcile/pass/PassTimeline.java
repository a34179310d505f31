package dev.berth.reconcile.pass;

import dev.berth.plan.Action;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.reconcile.deps.PassTrace;
import dev.berth.reconcile.deps.PassTrace.Part;
import dev.berth.reconcile.deps.PassTrace.Stage;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
import dev.berth.status.AppStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Writes down how one pass goes, for who listens; of one thread, that of the pass. */
public final class PassTimeline {
  private final Clocks clocks;
  private final Duration ahead;
  private final Instant began;
  private final Optional<Duration> noticed;
  private final List<Part> parts = new ArrayList<>();
  private Optional<String> failure = Optional.empty();
  private long generation;

  /**
   * Of a pass that begins now.
   *
   * @param noticed how long ago an event of the engine asked for it
   */
  public PassTimeline(Clocks clocks, Optional<Duration> noticed) {
    this.clocks = clocks;
    this.ahead = clocks.ahead();
    this.began = clocks.steady().instant();
    this.noticed = noticed;
  }

  /** It is about that generation. */
  public PassTimeline over(DesiredApp desired) {
    generation = desired.generation();
    return this;
  }

  /** Does a part, and writes down how long it took, even if it breaks. */
  public <T> T time(Stage stage, Supplier<T> part) {
    Instant start = clocks.steady().instant();
    Optional<String> why = Optional.of("broke off");
    try {
      T result = part.get();
      why = Optional.empty();
      return result;
    } finally {
      add(stage, stage.name().toLowerCase(Locale.ROOT), start, since(start), Map.of(), why);
    }
  }

  /** Actions were tried. */
  public void acted(List<PlanExecutor.Outcome> outcomes) {
    for (PlanExecutor.Outcome outcome : outcomes) {
      Action action = outcome.action();
      add(
          Stage.ACTION,
          words(action),
          outcome.began(),
          outcome.took(),
          details(action),
          outcome.failure().map(Throwable::getMessage));
    }
  }

  /** Of its kind: {@code start container}. */
  private static String words(Action action) {
    String kind = action.getClass().getSimpleName();
    return kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> details(Action action) {
    Map<String, String> details = new TreeMap<>();
    details.put("what", action.what());
    details.put("cause", action.cause());
    AppEvent.Subject subject = EventSubject.of(action, List.of());
    subject.service().ifPresent(name -> details.put("service", name));
    subject.container().ifPresent(name -> details.put("container", name));
    if (action instanceof Action.ObtainImage image) {
      details.put("image", image.reference());
    } else if (action instanceof Action.CreateContainer made) {
      details.put("image", made.settings().image());
    }
    return details;
  }

  private void add(
      Stage stage,
      String name,
      Instant start,
      Duration took,
      Map<String, String> details,
      Optional<String> why) {
    parts.add(new Part(stage, name, start.plus(ahead), took, details, why));
  }

  /** The pass broke off. */
  public void failed(Throwable why) {
    failure = Optional.of(String.valueOf(why.getMessage()));
  }

  /** All of it, with what is told of the app at its end. */
  public PassTrace ended(String app, Optional<AppStatus> status) {
    return new PassTrace(
        app,
        generation,
        noticed,
        began.plus(ahead),
        since(began),
        parts,
        failure,
        status.map(told -> told.phase().text()).orElse(""),
        status
            .filter(told -> told.isReady() && told.observedGeneration() == generation)
            .isPresent());
  }

  private Duration since(Instant start) {
    return Duration.between(start, clocks.steady().instant());
  }
}
