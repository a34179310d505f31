package dev.berth.intake.app;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Changes made from what is there: read, change, write, and again from the start if somebody else
 * wrote in between. Amendments of one thing take turns, so that many at once all come through.
 */
public final class OptimisticUpdates {
  /** Other doors write without taking turns; more than this is a storm. */
  private static final int MOST_TRIES = 50;

  private static final int LOCKS = 64;

  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

  public OptimisticUpdates() {
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** What an app should be, made from what it is. */
  public interface OfApp {
    AppDraft from(DesiredApp before);
  }

  /** What a resource should be, made from what it is. */
  public interface OfResource {
    ResourceDraft from(Resource before);
  }

  /** Amends an app that is there. */
  public Receipt<DesiredApp> amend(
      Intake door, String app, Precondition asked, String author, OfApp change) {
    return inTurn(
        app,
        asked,
        () ->
            amended(
                app,
                door.find(app),
                DesiredApp::resourceVersion,
                asked,
                (before, same) -> door.put(change.from(before), same, author)));
  }

  /** Amends a resource that is there. */
  public Receipt<Resource> amend(
      ResourceIntake resourceIntake,
      ResourceKind kind,
      String name,
      Precondition asked,
      boolean dryRun,
      OfResource change) {
    return inTurn(
        name,
        asked,
        () ->
            amended(
                name,
                resourceIntake.find(kind, name),
                Resource::resourceVersion,
                asked,
                (before, same) ->
                    dryRun
                        ? resourceIntake.dryRun(kind, change.from(before), same)
                        : resourceIntake.put(kind, change.from(before), same)));
  }

  /** Writes what is made of what is there, if that is as asked and still so. */
  private static <T> Receipt<T> amended(
      String name,
      Optional<T> before,
      Function<T, Long> version,
      Precondition asked,
      BiFunction<T, Precondition, Receipt<T>> write) {
    if (before.isEmpty()) {
      return new Receipt.NotFound<>(name);
    }
    Optional<String> breach = asked.breach(before.map(version));
    return breach.isPresent()
        ? new Receipt.PreconditionFailed<>(breach.get())
        : write.apply(before.get(), new Precondition.Version(version.apply(before.get())));
  }

  private <T> Receipt<T> inTurn(String name, Precondition asked, Supplier<Receipt<T>> attempt) {
    ReentrantLock lock = locks[Math.floorMod(name.hashCode(), LOCKS)];
    lock.lock();
    try {
      Receipt<T> receipt = attempt.get();
      for (int tries = 1; isBeaten(receipt, asked) && tries < MOST_TRIES; tries++) {
        receipt = attempt.get();
      }
      return receipt;
    } finally {
      lock.unlock();
    }
  }

  private static boolean isBeaten(Receipt<?> receipt, Precondition asked) {
    return receipt instanceof Receipt.PreconditionFailed && asked instanceof Precondition.None;
  }
}
