package dev.berth.reconcile.execute;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.ExecResult;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.port.EventLog;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.spec.LifecycleHook;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
import dev.berth.status.Reasons;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the commands that services want run in their containers, and remembers those after a start:
 * until all have ended well their container is not ready. A Berth that begins takes containers that
 * it finds running as done with theirs.
 */
public final class HookRunner {
  /** After that a hook is given up; Docker Compose waits for ever. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final int MOST_OUTPUT = 500;

  private final ContainerEngine engine;
  private final EventLog eventLog;
  private final InstantSource clock;

  /** What is told of a container, by its id. */
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  private record Told(String label, String text) {}

  public HookRunner(ReconcilerDeps deps) {
    this.engine = deps.engine();
    this.eventLog = deps.history();
    this.clock = deps.clock();
  }

  /** From now on a container's hooks are to be run: nobody may take it for ready. */
  void begin(String id) {
    told.put(id, new Told(Ownership.HOOK_AT_WORK, "post_start has not ended yet"));
  }

  /** Runs the hooks after a start, one after the other until one fails. */
  void afterStart(DesiredApp app, String id, List<LifecycleHook> hooks) {
    run(app, id, "post_start", hooks)
        .ifPresentOrElse(
            why -> told.put(id, new Told(Ownership.HOOK_FAILED, why)), () -> told.remove(id));
  }

  /** Likewise before a stop, which comes whether they fail or not. */
  void beforeStop(DesiredApp app, String id, List<LifecycleHook> hooks) {
    run(app, id, "pre_stop", hooks);
  }

  private Optional<String> run(DesiredApp app, String id, String key, List<LifecycleHook> hooks) {
    for (LifecycleHook lifecycleHook : hooks) {
      Optional<String> failure =
          failure(id, lifecycleHook).map(why -> text(key, lifecycleHook) + " " + why);
      if (failure.isPresent()) {
        AppEvent.Subject subject = subject(id);
        String message = subject.container().orElse(id) + ": " + failure.get();
        eventLog.append(
            AppEvent.now(app.name(), clock.instant(), true, Reasons.HOOK_FAILED, message)
                .about(subject));
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<String> failure(String id, LifecycleHook lifecycleHook) {
    try {
      ExecResult result = engine.exec(id, lifecycleHook, LONGEST);
      return Optional.of("exited " + result.exitCode() + said(result.output().strip()))
          .filter(why -> result.exitCode() != 0);
    } catch (EngineException e) {
      return Optional.of("could not be run: " + e.getMessage());
    }
  }

  private static String said(String output) {
    String end = output.substring(Math.max(0, output.length() - MOST_OUTPUT));
    return end.isEmpty() ? " and said nothing" : ": " + end;
  }

  private static String text(String key, LifecycleHook lifecycleHook) {
    return key + " hook `" + String.join(" ", lifecycleHook.command()) + "`";
  }

  private AppEvent.Subject subject(String id) {
    try {
      return engine
          .container(id)
          .map(c -> new AppEvent.Subject(c.owner().map(Ownership::service), Optional.of(c.name())))
          .orElse(AppEvent.Subject.APP);
    } catch (EngineException e) {
      return AppEvent.Subject.APP;
    }
  }

  /** What is there, with what is known of hooks. */
  public List<ContainerView> overlay(List<ContainerView> containers) {
    return containers.stream().map(this::through).toList();
  }

  private ContainerView through(ContainerView container) {
    if (!container.life().state().isAlive()) {
      told.remove(container.id());
    }
    return Optional.ofNullable(told.get(container.id()))
        .map(what -> {
          SortedMap<String, String> labels = new TreeMap<>(container.labels());
          labels.put(what.label, what.text);
          return container.withLabels(labels);
        })
        .orElse(container);
  }
}
