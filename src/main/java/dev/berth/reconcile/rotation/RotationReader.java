package dev.berth.reconcile.rotation;

import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Rotation;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Rotations;
import dev.berth.spec.Holders;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import dev.berth.state.RolloutProgress;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Knows what the holders of apps say. They are asked while something goes on in them; of what is
 * settled the last answer is good for a while, so that an app at rest costs no call.
 */
public final class RotationReader {
  private static final System.Logger LOG = System.getLogger(RotationReader.class.getName());

  /** Somebody may have changed it by hand, and no event tells. */
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);

  private final HolderTalk talk;

  /** By the name of the holder's container. */
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * What is known of one life of one holder.
   *
   * @param said its last answer; empty where it was told something since
   * @param at when that was
   * @param draining since when containers were seen leaving
   * @param step of a rollout, whenever it was reached
   * @param begun what had been counted when that began
   */
  private record Known(
      String app,
      String life,
      Optional<Rotation> said,
      Instant at,
      Map<String, Instant> draining,
      RolloutProgress step,
      Map<String, Rotation.Load> begun) {

    Known old() {
      return new Known(app, life, Optional.empty(), at, draining, step, begun);
    }

    /** Of what is settled, for a while. */
    boolean isGood(Instant now) {
      return said.filter(RotationReader::isSettled).isPresent() && now.isBefore(at.plus(GOOD_FOR));
    }
  }

  RotationReader(HolderTalk talk) {
    this.talk = talk;
  }

  /** A holder was told something: its last answer is old. */
  void touched(String container) {
    known.computeIfPresent(container, (name, one) -> one.old());
  }

  /** What is there, with what holders say. {@code now} is by the steady clock. */
  public Snapshot overlay(Snapshot seen, DesiredApp desired, Instant now) {
    SortedMap<String, Rotation> rotations = new TreeMap<>();
    Set<String> there = new HashSet<>();
    if (!desired.isDeleting() && !desired.isStopped()) {
      Rotations holders = new Rotations(desired, seen);
      for (Service service : desired.declared().services().values()) {
        holders
            .running(service.name())
            .or(holders::front)
            .ifPresent(holder -> {
              there.add(holder.name());
              rotation(desired, service, holder, now)
                  .ifPresent(rotation -> rotations.put(service.name(), rotation));
            });
      }
    }
    known
        .entrySet()
        .removeIf(e -> e.getValue().app().equals(desired.name()) && !there.contains(e.getKey()));
    return rotations.isEmpty() ? seen : seen.withRotations(rotations);
  }

  private Optional<Rotation> rotation(
      DesiredApp desired, Service service, ContainerView holder, Instant now) {
    String life = holder.id() + holder.life().startedAt().map(at -> "@" + at).orElse("");
    Optional<Known> before =
        Optional.ofNullable(known.get(holder.name())).filter(one -> one.life().equals(life));
    Optional<Known> good = before.filter(one -> one.isGood(now) && !desired.progress().isOpen());
    Optional<Rotation> said = good.flatMap(Known::said).or(() -> asked(desired, service, holder));
    if (said.isEmpty()) {
      return said;
    }
    Map<String, Instant> draining =
        draining(said.get(), before.map(Known::draining).orElse(Map.of()), now);
    Instant at = good.map(Known::at).orElse(now);
    RolloutProgress step = desired.progress().paused(false).reached(Instant.EPOCH);
    Map<String, Rotation.Load> begun =
        desired.progress().isOpen()
            ? begun(said.get(), before.filter(one -> one.step().equals(step)))
            : Map.of();
    known.put(holder.name(), new Known(desired.name(), life, said, at, draining, step, begun));
    return Optional.of(
        drained(said.get(), draining, desired.declared().rollout().drain(service), now)
            .since(begun));
  }

  /** Who came later begins with what its slot had counted then. */
  private static Map<String, Rotation.Load> begun(Rotation said, Optional<Known> before) {
    Map<String, Rotation.Load> begun = new HashMap<>(before.map(Known::begun).orElse(Map.of()));
    said.slots().stream()
        .filter(slot -> !slot.isParked())
        .forEach(slot -> begun.putIfAbsent(slot.container(), slot.load()));
    return begun;
  }

  private static boolean isSettled(Rotation rotation) {
    return rotation.workers() == 1
        && rotation.slots().stream().allMatch(slot -> slot.isParked() || slot.isServing());
  }

  private Optional<Rotation> asked(DesiredApp desired, Service service, ContainerView holder) {
    try {
      return talk.read(holder.id(), Holders.name(service.name()));
    } catch (EngineException e) {
      LOG.log(Level.INFO, "app={0} {1} was not asked: {2}", desired.name(), holder.name(), e);
      return Optional.empty();
    }
  }

  /** By when they were first seen so: a Berth that begins grants them their time anew. */
  private static Map<String, Instant> draining(
      Rotation said, Map<String, Instant> before, Instant now) {
    return said.slots().stream()
        .filter(slot -> slot.admin() == Rotation.Admin.DRAIN)
        .map(Rotation.Slot::container)
        .distinct()
        .collect(Collectors.toMap(name -> name, name -> before.getOrDefault(name, now)));
  }

  private static Rotation drained(
      Rotation said, Map<String, Instant> draining, Duration longest, Instant now) {
    Rotation rotation = said;
    for (Rotation.Slot slot : said.slots()) {
      if (slot.admin() == Rotation.Admin.DRAIN) {
        Instant since = draining.getOrDefault(slot.container(), now);
        Duration leaving = Duration.between(since, now);
        rotation = rotation.with(slot.leaving(leaving, leaving.compareTo(longest) >= 0));
      }
    }
    return rotation;
  }
}
