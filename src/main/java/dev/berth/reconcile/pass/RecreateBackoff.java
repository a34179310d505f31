package dev.berth.reconcile.pass;

import dev.berth.observe.Ownership;
import dev.berth.plan.Action;
import dev.berth.reconcile.queue.Backoff;
import dev.berth.status.Problem;
import dev.berth.status.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Containers that are made anew for the same reason again and again: something makes them other
 * than they were asked for, and to go on at full speed would be a hot loop. A container that is
 * missing is not meant: that is made however often it is taken away.
 */
final class RecreateBackoff {
  /** So often in a row is no accident. */
  private static final int MANY = 3;

  /** What happened longer ago is another matter. */
  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final Backoff backoff;
  private final Map<String, Made> made = new ConcurrentHashMap<>();
  private final Map<String, Problem> held = new ConcurrentHashMap<>();

  private record Made(int times, Instant last) {}

  RecreateBackoff(RandomGenerator chance) {
    this.backoff = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5), chance);
  }

  /** Starts a pass, for another generation than the last one or for the same. */
  void begin(boolean isOther) {
    held.clear();
    if (isOther) {
      made.clear();
    }
  }

  /** Notes that a container was made. */
  void done(Action action, Instant now) {
    if (action instanceof Action.CreateContainer create) {
      key(create)
          .ifPresent(key ->
              made.merge(
                  key,
                  new Made(1, now),
                  (before, one) ->
                      before.last.isBefore(now.minus(MEMORY))
                          ? one
                          : new Made(before.times + 1, now)));
    }
  }

  /** Whether it is better to wait before that is done once more. */
  boolean holds(Action action, Instant now) {
    if (!(action instanceof Action.CreateContainer create)) {
      return false;
    }
    Optional<String> key = key(create);
    Optional<Made> before =
        key.map(made::get).filter(m -> m.times >= MANY && m.last.isAfter(now.minus(MEMORY)));
    Optional<Instant> next =
        before
            .map(m -> m.last.plus(backoff.after(m.times - MANY + 1)))
            .filter(at -> at.isAfter(now));
    next.ifPresent(at -> held.put(key.orElseThrow(), problem(create, before.orElseThrow(), at)));
    return next.isPresent();
  }

  private static Problem problem(Action.CreateContainer create, Made before, Instant next) {
    return new Problem(
        service(create),
        Reasons.NO_PROGRESS,
        "the container was made "
            + before.times
            + " times and is never as declared ("
            + create.cause()
            + "); find out who changes it, or have drift.ignore pass over that path",
        true,
        next);
  }

  private static String service(Action.CreateContainer create) {
    return Ownership.of(create.settings().labels()).map(Ownership::service).orElse("");
  }

  /** Which replica, and in what it differs; what it has instead may be another each time. */
  private static Optional<String> key(Action.CreateContainer create) {
    int colon = create.cause().indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Ownership.of(create.settings().labels())
            .map(o -> o.service() + "/" + o.replica() + " " + create.cause().substring(0, colon));
  }

  /** What the last pass held back. */
  List<Problem> problems() {
    return List.copyOf(held.values());
  }
}
