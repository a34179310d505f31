package dev.berth.api.wait;

import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.http.WaitingClient;
import dev.berth.intake.app.Intake;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.DriftRepairs;
import dev.berth.port.StatusStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Phase;
import dev.berth.status.Reasons;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits until an app is as a generation of it wants. */
@Singleton
class Waiter {
  /**
   * A failure that was told before somebody asked may have been mended a moment ago, by a secret or
   * a registry that is there now: the loop gets so long to tell something else.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Intake intake;
  private final StatusStore board;
  private final ResourceQueries resourceQueries;
  private final DriftRepairs repairs;
  private final WaitingClient client;

  Waiter(
      Intake intake,
      StatusStore board,
      ResourceQueries resourceQueries,
      DriftRepairs repairs,
      WaitingClient client) {
    this.client = client;
    this.repairs = repairs;
    this.resourceQueries = resourceQueries;
    this.intake = intake;
    this.board = board;
  }

  /**
   * Waits for a generation, or a later one, to be ready, or stopped or gone if that is what it
   * wants, and for drift that is to be mended.
   *
   * @throws ProblemException 504 with the status, when it has failed or time is up
   */
  void await(DesiredApp desired, Duration timeout) {
    Semaphore news = new Semaphore(1);
    long deadline = System.nanoTime() + timeout.toNanos();
    try (AutoCloseable subscription =
        board.subscribe((app, status) -> tell(app.equals(desired.name()), news))) {
      if (isReached(desired, news, deadline)) {
        return;
      }
    } catch (ProblemException | WaitingClient.Gone e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("wait for app " + desired.name(), e);
    }
    throw failed(desired, "not ready after " + timeout.toSeconds() + " s: ");
  }

  private boolean isReached(DesiredApp desired, Semaphore news, long deadline)
      throws InterruptedException {
    Optional<AppStatus> before = board.find(desired.name());
    long patience = Math.min(System.nanoTime() + PATIENCE.toNanos(), deadline);
    boolean isEarly = true;
    do {
      Duration left = Duration.ofNanos((isEarly ? patience : deadline) - System.nanoTime());
      boolean unused = news.tryAcquire(client.turn(left).toNanos(), TimeUnit.NANOSECONDS);
      news.drainPermits();
      isEarly = System.nanoTime() - patience < 0;
      if (isOver(desired, isEarly ? before : Optional.empty())) {
        return true;
      }
      client.stay();
    } while (System.nanoTime() - deadline < 0);
    return false;
  }

  /**
   * Whether the wait has come to its good end.
   *
   * @param old a status whose failure is not believed yet
   */
  private boolean isOver(DesiredApp desired, Optional<AppStatus> old) {
    if (desired.isDeleting() && intake.find(desired.name()).isEmpty()) {
      return true;
    }
    rolledBack(desired);
    Optional<AppStatus> status =
        board.find(desired.name()).filter(s -> s.observedGeneration() >= desired.generation());
    if (status.filter(Waiter::hasFailed).isPresent() && !status.equals(old)) {
      throw failed(desired, "it has failed: ");
    }
    return status.filter(Waiter::isReached).isPresent() && !repairs.isRepairing(desired.name());
  }

  /** Ends the wait if that generation was given up; what runs now is another one. */
  private void rolledBack(DesiredApp awaited) {
    intake
        .find(awaited.name())
        .flatMap(DesiredApp::quarantine)
        .filter(quarantine -> quarantine.generation() >= awaited.generation())
        .ifPresent(failed -> refuse(awaited, failed));
  }

  /**
   * Ends a wait for what an app was told last, if that was given up: what runs is older.
   *
   * @throws ProblemException 504 with the status
   */
  void refuseRolledBack(DesiredApp app) {
    app.quarantine().ifPresent(failed -> refuse(app, failed));
  }

  private void refuse(DesiredApp app, Quarantine failed) {
    ProblemDetails problemDetails =
        ProblemDetails.unready(
                "app "
                    + app.name()
                    + " is not ready; its revision "
                    + failed.revision()
                    + " was rolled back: "
                    + failed.reason()
                    + ": "
                    + failed.message())
            .reason(Reasons.ROLLED_BACK);
    throw new ProblemException(withStatus(problemDetails, app));
  }

  private ProblemDetails withStatus(ProblemDetails problemDetails, DesiredApp app) {
    Optional<DesiredApp> now = intake.find(app.name());
    return now.map(found -> problemDetails.about("app", resourceQueries.of(found).document()))
        .orElse(problemDetails);
  }

  private static void tell(boolean isAboutUs, Semaphore news) {
    if (isAboutUs) {
      news.release();
    }
  }

  private static boolean isReached(AppStatus status) {
    return status.isReady() || status.phase() == Phase.STOPPED;
  }

  /** Berth can do nothing about it but try again, and nothing of it is up or ever will be. */
  private static boolean hasFailed(AppStatus status) {
    return status.isStalled()
        && (status.phase() == Phase.FAILED
            || Reasons.endsWait(status.condition(Condition.Type.STALLED).reason()));
  }

  private ProblemException failed(DesiredApp desired, String why) {
    Optional<AppStatus> status = board.find(desired.name());
    String message =
        status
            .map(s -> s.condition(Condition.Type.READY))
            .map(ready -> ready.reason() + ": " + ready.message())
            .orElse("Berth has not looked at it yet");
    ProblemDetails problemDetails =
        ProblemDetails.unready("app " + desired.name() + " is not ready; " + why + message);
    Optional<String> reason = status.map(s -> s.condition(Condition.Type.READY).reason());
    ProblemDetails withReason = reason.map(problemDetails::reason).orElse(problemDetails);
    return new ProblemException(withStatus(withReason, desired));
  }
}
