package dev.berth.api.wait;

import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.http.WaitingClient;
import dev.berth.intake.app.Intake;
import dev.berth.intake.read.Follower;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.port.WatchLog;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until a source is as it is wanted: synced, and every app of it ready. Whatever has no
 * conditions to tell of, a secret or a registry, is ready as soon as it is stored.
 */
@Singleton
class SourceWaiter {
  private final ResourceQueries resourceQueries;
  private final ResourceIntake resourceIntake;
  private final Intake intake;
  private final Waiter waiter;
  private final WaitingClient client;

  SourceWaiter(
      ResourceQueries resourceQueries,
      ResourceIntake resourceIntake,
      Intake intake,
      Waiter waiter,
      WaitingClient client) {
    this.client = client;
    this.resourceQueries = resourceQueries;
    this.resourceIntake = resourceIntake;
    this.intake = intake;
    this.waiter = waiter;
  }

  /** What a status says in its conditions. */
  private record Verdict(boolean isSynced, boolean isStalled, String reason, String message) {
    static Verdict of(Map<String, Object> status) {
      Map<?, ?> synced = condition(status, "Synced");
      return new Verdict(
          "True".equals(synced.get("status")),
          "True".equals(condition(status, "Stalled").get("status")),
          synced.get("reason") instanceof String reason ? reason : "NotSynced",
          synced.get("message") instanceof String message ? message : "it was not synced yet");
    }

    private static Map<?, ?> condition(Map<String, Object> status, String type) {
      if (status.get("conditions") instanceof List<?> conditions) {
        for (Object any : conditions) {
          if (any instanceof Map<?, ?> condition && type.equals(condition.get("type"))) {
            return condition;
          }
        }
      }
      return Map.of();
    }
  }

  /**
   * Waits for a generation, or a later one. A suspended source is as it is wanted.
   *
   * @throws ProblemException 504 with the status, when it has failed or time is up
   */
  void await(ResourceKind kind, Resource wanted, Duration timeout) {
    boolean isSuspended = Boolean.TRUE.equals(wanted.spec().get("suspend"));
    if (!isSuspended && kind.status(wanted).containsKey("conditions")) {
      long deadline = System.nanoTime() + timeout.toNanos();
      try {
        awaitSync(kind, wanted, deadline);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed(kind, wanted, "Berth ends");
      }
      awaitApps(kind, wanted, deadline);
    }
  }

  private void awaitSync(ResourceKind kind, Resource wanted, long deadline)
      throws InterruptedException {
    Follower news = follower(kind, wanted);
    while (!isSynced(kind, wanted)) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (!left.isPositive()) {
        Verdict now = Verdict.of(kind.status(stored(kind, wanted)));
        throw failed(kind, wanted, "time is up: " + now.reason() + ": " + now.message());
      }
      try {
        Optional<Follower.News> unused = news.next(client.turn(left));
      } catch (WatchLog.Gone | WatchLog.Ended e) {
        news = follower(kind, wanted);
      }
      client.stay();
    }
  }

  private Follower follower(ResourceKind kind, Resource wanted) {
    ResourceFilter one = new ResourceFilter(Optional.of(wanted.name()), LabelSelector.EVERYTHING);
    return resourceQueries.follow(kind.name(), one, resourceQueries.now());
  }

  private Resource stored(ResourceKind kind, Resource wanted) {
    return resourceIntake
        .find(kind, wanted.name())
        .orElseThrow(() -> ProblemException.notFound(wanted.name()));
  }

  /** A failure that the next sync may mend is none yet. */
  private boolean isSynced(ResourceKind kind, Resource wanted) {
    Map<String, Object> status = kind.status(stored(kind, wanted));
    if (!(status.get("observedGeneration") instanceof Number observed)
        || observed.longValue() < wanted.generation()) {
      return false;
    }
    Verdict verdict = Verdict.of(status);
    if (verdict.isStalled()) {
      throw failed(kind, wanted, "it has failed: " + verdict.reason() + ": " + verdict.message());
    }
    return verdict.isSynced();
  }

  private void awaitApps(ResourceKind kind, Resource wanted, long deadline) {
    List<?> apps =
        kind.status(stored(kind, wanted)).get("apps") instanceof List<?> names ? names : List.of();
    for (Object name : apps) {
      Optional<DesiredApp> app = intake.find(String.valueOf(name));
      try {
        app.ifPresent(waiter::refuseRolledBack);
        app.ifPresent(found -> waiter.await(found, Duration.ofNanos(deadline - System.nanoTime())));
      } catch (ProblemException e) {
        throw failed(kind, wanted, e.problem());
      }
    }
  }

  private ProblemException failed(ResourceKind kind, Resource wanted, String why) {
    return failed(kind, wanted, ProblemDetails.unready(why));
  }

  /** The source's failure, for a reason; an app that is the reason stays in it. */
  private ProblemException failed(ResourceKind kind, Resource wanted, ProblemDetails why) {
    ProblemDetails problemDetails =
        ProblemDetails.unready("source " + wanted.name() + " is not ready; " + why.detail())
            .about("source", resourceQueries.of(kind, stored(kind, wanted)).document());
    for (Map.Entry<String, Object> subject : why.subjects().entrySet()) {
      problemDetails = problemDetails.about(subject.getKey(), subject.getValue());
    }
    return new ProblemException(why.reason().map(problemDetails::reason).orElse(problemDetails));
  }
}
