package dev.berth.boot.health;

import dev.berth.status.AppStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What only somebody knows who has watched an app: how often its containers were started again,
 * when it was ready last, how long its last change took. It begins anew with each start of Berth,
 * and ends with the app.
 */
final class AppHistory {
  private final Map<String, Seen> apps = new ConcurrentHashMap<>();

  /**
   * One app, as far as it was watched.
   *
   * @param made restarts by service and replica, as of the last status
   * @param restarts all that were seen; only grows
   * @param lastReady when it was seen ready last; empty if never
   * @param since when its generation was seen first; empty once that was ready
   * @param rollout from there until it was ready, of the last generation that was
   */
  record Seen(
      long generation,
      Map<String, Integer> made,
      long restarts,
      Optional<Instant> lastReady,
      boolean isReady,
      Optional<Instant> since,
      Optional<Duration> rollout) {}

  /** Every app that has a status, by name. */
  SortedMap<String, Seen> all() {
    return new TreeMap<>(apps);
  }

  /** A status is posted, or the app is gone. */
  void heard(String app, Optional<AppStatus> status, Instant now) {
    status.ifPresentOrElse(
        changed -> apps.compute(app, (name, before) -> next(before, changed, now)),
        () -> apps.remove(app));
  }

  private static Seen next(@Nullable Seen before, AppStatus now, Instant at) {
    Map<String, Integer> made = made(now);
    boolean isReady = now.isReady();
    if (before == null) {
      return new Seen(
          now.observedGeneration(),
          made,
          0,
          isReady ? Optional.of(at) : Optional.empty(),
          isReady,
          isReady ? Optional.empty() : Optional.of(at),
          Optional.empty());
    }
    Optional<Instant> since =
        before.generation() == now.observedGeneration() ? before.since() : Optional.of(at);
    return new Seen(
        now.observedGeneration(),
        made,
        before.restarts() + more(before.made(), made),
        isReady || before.isReady() ? Optional.of(at) : before.lastReady(),
        isReady,
        isReady ? Optional.empty() : since,
        isReady
            ? since.map(begun -> Duration.between(begun, at)).or(before::rollout)
            : before.rollout());
  }

  private static Map<String, Integer> made(AppStatus status) {
    Map<String, Integer> made = new HashMap<>();
    status
        .services()
        .forEach((name, service) ->
            service
                .containers()
                .forEach(c -> made.merge(name + " " + c.replica(), c.restarts(), Math::max)));
    return made;
  }

  /** A number that is smaller than before was begun anew, for the replica ran well in between. */
  private static long more(Map<String, Integer> before, Map<String, Integer> now) {
    return now.entrySet().stream()
        .mapToLong(replica -> {
          int had = before.getOrDefault(replica.getKey(), 0);
          return replica.getValue() >= had ? replica.getValue() - had : replica.getValue();
        })
        .sum();
  }
}
