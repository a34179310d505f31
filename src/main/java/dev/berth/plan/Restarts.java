package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How often each replica of one app has died lately, and when it may be started again. A value:
 * {@link #observing} returns what is known after one more look.
 *
 * <p>The first restart is at once, the second after a second, then the wait doubles to five
 * minutes. Ten minutes without a death forget everything.
 */
public record Restarts(Map<String, Deaths> deaths) {

  /**
   * Longest wait between two restarts of one replica, five minutes: the cap Kubernetes uses for its
   * crash back-off (Kubernetes documentation, "Pod Lifecycle"), so people meet the behaviour they
   * know.
   */
  static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  /** Shortest wait that is one: the second restart's. */
  static final Duration FIRST_DELAY = Duration.ofSeconds(1);

  /** Running so long without a death is well again; as in Kubernetes. */
  static final Duration GOOD_TIME = Duration.ofMinutes(10);

  /** From this many deaths on it is a crash loop. */
  static final int LOOP = 2;

  /** Who only waits for a neighbour to come up has made it by then. */
  static final int HOPELESS = 4;

  public static final Restarts NONE = new Restarts(Map.of());

  /**
   * The deaths of one replica.
   *
   * @param count in a row, with no good time between
   * @param last when it last died, as the engine tells it
   * @param seen when that was seen, by a clock that nobody sets: waits are counted from then
   * @param counted which ends of which containers
   * @param make settings and image of the container that died
   */
  public record Deaths(int count, Instant last, Instant seen, Set<String> counted, String make) {
    public Deaths {
      counted = Set.copyOf(counted);
    }
  }

  public Restarts {
    deaths = Map.copyOf(deaths);
  }

  /**
   * What is known after a look at the app's containers. Looking twice at the same changes nothing.
   *
   * @param restartedAt ends of containers that were started before it were asked for, and deaths
   *     before it are forgotten
   * @param now by the clock that waits are counted by, see {@link #by}
   */
  public Restarts observing(
      List<ContainerView> containers, Optional<Instant> restartedAt, Instant now) {
    Map<String, Deaths> known = new HashMap<>(deaths);
    restartedAt.ifPresent(asked -> known.values().removeIf(death -> death.last.isBefore(asked)));
    for (ContainerView container : containers) {
      container
          .owner()
          .filter(owner -> !asked(container, restartedAt))
          .ifPresent(owner -> observe(known, slot(owner), container, now));
    }
    Set<String> there = containers.stream().map(ContainerView::id).collect(Collectors.toSet());
    known.replaceAll((slot, deaths) -> trimmed(deaths, there));
    return new Restarts(known);
  }

  /** The same by a clock that is so much ahead. */
  public Restarts by(Duration ahead) {
    Map<String, Deaths> told = new HashMap<>();
    deaths.forEach((slot, d) ->
        told.put(slot, new Deaths(d.count, d.last, d.seen.plus(ahead), d.counted, d.make)));
    return new Restarts(told);
  }

  private static boolean asked(ContainerView container, Optional<Instant> restartedAt) {
    return restartedAt.isPresent()
        && container.life().startedAt().map(at -> at.isBefore(restartedAt.get())).orElse(true);
  }

  private void observe(
      Map<String, Deaths> known, String slot, ContainerView container, Instant now) {
    ContainerView.Life life = container.life();
    int sofar = known.containsKey(slot) ? count(container) : 0;
    if (life.state() == ContainerView.State.EXITED) {
      Instant died = life.finishedAt().orElse(Instant.EPOCH);
      Set<String> counted = counted(known.get(slot));
      if (counted.add(container.id() + "@" + died)) {
        int count = isWell(known.get(slot), life, died, now) ? 1 : sofar + 1;
        known.put(slot, new Deaths(count, died, now, counted, make(container)));
      }
    } else if (life.engineRestarts() > sofar) {
      Instant last = life.startedAt().orElse(Instant.EPOCH);
      Set<String> counted = counted(known.get(slot));
      known.put(slot, new Deaths(life.engineRestarts(), last, now, counted, make(container)));
    }
  }

  private static Set<String> counted(@Nullable Deaths known) {
    return known == null ? new HashSet<>() : new HashSet<>(known.counted);
  }

  /** Only ends of containers that are there can be met again. */
  private static Deaths trimmed(Deaths deaths, Set<String> there) {
    Set<String> counted = new HashSet<>(deaths.counted);
    counted.removeIf(end -> !there.contains(end.substring(0, end.indexOf('@'))));
    return new Deaths(deaths.count, deaths.last, deaths.seen, counted, deaths.make);
  }

  /** Whether it had a good time: none is longer than since the death before was seen. */
  private static boolean isWell(
      @Nullable Deaths before, ContainerView.Life life, Instant died, Instant now) {
    return lived(life, died).compareTo(GOOD_TIME) >= 0
        && (before == null || !now.isBefore(before.seen.plus(GOOD_TIME)));
  }

  private static Duration lived(ContainerView.Life life, Instant died) {
    return life.startedAt().map(start -> Duration.between(start, died)).orElse(Duration.ZERO);
  }

  /** Deaths of a replica with no good time between; another make starts with a clean record. */
  public int count(ContainerView container) {
    return known(container).map(Deaths::count).orElse(0);
  }

  /** How often it was started again: one death fewer while it lies dead. */
  public int made(ContainerView container) {
    boolean liesDead = container.life().state() == ContainerView.State.EXITED;
    return Math.max(0, count(container) - (liesDead ? 1 : 0));
  }

  /** Whether a replica dies again and again. */
  public boolean isLooping(ContainerView container, Instant now) {
    return known(container)
        .filter(known -> known.count >= LOOP && now.isBefore(known.seen.plus(GOOD_TIME)))
        .isPresent();
  }

  /** Whether no replica has died so often of late that time would change how it is judged. */
  public boolean isCalm(Instant now) {
    return deaths.values().stream()
        .noneMatch(known -> known.count >= LOOP && now.isBefore(known.seen.plus(GOOD_TIME)));
  }

  /** Whether it has died so often that somebody should change something. */
  public boolean isHopeless(ContainerView container, Instant now) {
    return isLooping(container, now) && count(container) >= HOPELESS;
  }

  /** When a replica that lies dead may be started again; in the past where at once. */
  public Instant notBefore(ContainerView container) {
    return known(container).map(known -> known.seen.plus(delay(known.count))).orElse(Instant.EPOCH);
  }

  private Optional<Deaths> known(ContainerView container) {
    return container
        .owner()
        .flatMap(owner -> Optional.ofNullable(deaths.get(slot(owner))))
        .filter(known -> known.make.equals(make(container)));
  }

  static Duration delay(int count) {
    if (count <= 1) {
      return Duration.ZERO;
    }
    int doublings = Math.min(count - LOOP, 16);
    Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }

  private static String slot(Ownership owner) {
    return owner.service() + "/" + owner.replica();
  }

  /** Two containers of one make would behave alike. */
  private static String make(ContainerView container) {
    return container.owner().map(Ownership::fingerprint).orElse("") + "@" + container.image();
  }
}
