package dev.berth.api.wait;

import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.http.WaitingClient;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.port.ImageOperations;
import dev.berth.port.Operation;
import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Keeps an answer back until what it is about is ready, where the request says so. */
@Singleton
public class Waits {
  private final Waiter apps;
  private final SourceWaiter sources;
  private final ImageOperations desk;
  private final WaitingClient client;
  private final AtomicInteger open = new AtomicInteger();

  Waits(
      Waiter apps,
      SourceWaiter sources,
      ImageOperations desk,
      WaitingClient client,
      MeterRegistry meters) {
    this.client = client;
    this.apps = apps;
    this.sources = sources;
    this.desk = desk;
    meters.gauge("berth.waits.open", open);
  }

  /** Answers whether it was asked for. The time is for all together. */
  public boolean forApps(List<DesiredApp> wanted, Queries queries) {
    return each(wanted, queries, apps::await);
  }

  /** Likewise for anything that is declared. */
  public boolean forAll(List<DeclaredResource> wanted, Queries queries) {
    return each(wanted, queries, this::await);
  }

  public boolean forOne(ResourceKind kind, Resource wanted, Queries queries) {
    return each(List.of(wanted), queries, (one, left) -> sources.await(kind, one, left));
  }

  private <T> boolean each(List<T> wanted, Queries queries, BiConsumer<T, Duration> wait) {
    Optional<Duration> patience = queries.patience();
    if (patience.isPresent()) {
      long end = System.nanoTime() + patience.get().toNanos();
      open.incrementAndGet();
      try {
        wanted.forEach(one -> wait.accept(one, Duration.ofNanos(end - System.nanoTime())));
      } finally {
        open.decrementAndGet();
      }
    }
    return patience.isPresent();
  }

  private void await(DeclaredResource wanted, Duration left) {
    switch (wanted) {
      case DeclaredResource.OfApp app -> apps.await(app.app(), left);
      case DeclaredResource.OfResource other -> sources.await(other.type(), other.resource(), left);
    }
  }

  /**
   * The operation as it is, or as it has ended.
   *
   * @throws ProblemException 504 with the operation, if time is up before that
   */
  public Operation untilOver(Operation begun, Queries queries) {
    Optional<Duration> patience = queries.patience();
    return patience.isPresent() ? untilOver(begun, patience.get()) : begun;
  }

  private Operation untilOver(Operation begun, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Operation last = begun;
    open.incrementAndGet();
    try {
      while (!last.state().isOver()) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
          throw failed(last, "is not over after " + patience.toSeconds() + " s: ");
        }
        client.stay();
        last = desk.operation(last.id(), last.version(), client.turn(left)).orElseThrow(gone(last));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(last, "is not over, and Berth ends: ");
    } finally {
      open.decrementAndGet();
    }
    return last;
  }

  /** Likewise, and to who waits one that did not succeed is a problem too. */
  public Operation untilDone(Operation begun, Queries queries) {
    Operation last = untilOver(begun, queries);
    boolean isInVain =
        last.state() == Operation.State.FAILED || last.state() == Operation.State.CANCELLED;
    if (isInVain && queries.patience().isPresent()) {
      throw failed(last, "has ended without success: ");
    }
    return last;
  }

  /** Only the last ones are remembered. */
  private static java.util.function.Supplier<ProblemException> gone(Operation operation) {
    return () -> failed(operation, "is over, and how it ended is forgotten: ");
  }

  private static ProblemException failed(Operation operation, String why) {
    ProblemDetails problemDetails =
        ProblemDetails.unready(
                "operation "
                    + operation.id()
                    + " on "
                    + operation.reference()
                    + " "
                    + why
                    + operation.message())
            .about("operation", OperationView.of(operation));
    return new ProblemException(
        operation.reason().map(problemDetails::reason).orElse(problemDetails));
  }
}
