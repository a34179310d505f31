package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.NetworkView;
import dev.berth.plan.Drift.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Compares a live container with its blueprint, field by field. What the image says is filled in on
 * the wanted side; what the engine adds by itself (see {@code habits}) is passed over.
 */
final class Drifts {
  /** Limits that can be lifted in place; the engine takes 0 for no wish at all. */
  private static final Set<String> LIFTABLE = Set.of(Traits.PIDS, Traits.RESERVATION);

  /** Limits that can be set in place. */
  private static final Set<String> UPDATABLE =
      Set.of(Traits.PIDS, Traits.RESERVATION, Traits.MEMORY, Traits.CPUS);

  private Drifts() {}

  /**
   * What differs in the settings, in path order.
   *
   * @param habits differences that the engine itself makes: see {@link Drift#habit}
   */
  static List<Drift> ofSettings(
      ContainerSettings wanted, ImageDefaults image, ContainerView seen, Set<String> habits) {
    SortedMap<String, String> want = Traits.wanted(wanted, image);
    SortedMap<String, String> have = Traits.seen(seen.settings());
    TreeSet<String> paths = new TreeSet<>(want.keySet());
    paths.addAll(have.keySet());
    List<Drift> drifts = new ArrayList<>();
    for (String path : paths) {
      String wish = want.getOrDefault(path, "");
      String sight = have.getOrDefault(path, "");
      Drift drift = new Drift(path, wish, sight, repair(path, wish));
      if (!wish.equals(sight) && !habits.contains(drift.habit())) {
        drifts.add(Masks.of(drift));
      }
    }
    return drifts;
  }

  private static Repair repair(String path, String want) {
    boolean inPlace = UPDATABLE.contains(path) && (!want.isEmpty() || LIFTABLE.contains(path));
    return inPlace ? Repair.UPDATE : Repair.RECREATE;
  }

  /** What differs in the networks of a container that runs. */
  static List<Drift> ofNetworks(ContainerSettings wanted, NetworkView network, ContainerView seen) {
    List<Drift> drifts = new ArrayList<>();
    String path = "networks." + network.name();
    Optional<Set<String>> aliases = Optional.ofNullable(seen.networks().get(network.id()));
    if (aliases.isEmpty()) {
      drifts.add(unconnected(network.name()));
    } else if (!aliases.get().containsAll(wanted.network().endpoints().getFirst().aliases())) {
      drifts.add(
          new Drift(
              path + ".aliases",
              new TreeSet<>(wanted.network().endpoints().getFirst().aliases()).toString(),
              new TreeSet<>(aliases.get()).toString(),
              Repair.DISCONNECT));
    }
    seen.networks().keySet().stream()
        .filter(id -> !id.equals(network.id()))
        .sorted()
        .map(id -> new Drift("networks." + id, "", "connected", Repair.DISCONNECT))
        .forEach(drifts::add);
    return drifts;
  }

  static Drift unconnected(String network) {
    return new Drift("networks." + network, "connected", "", Repair.CONNECT);
  }

  /** Whether somebody gave the container another name; other things than Berth go by names. */
  static Optional<Drift> ofName(String front, ContainerView seen) {
    return seen.name().startsWith(front) || seen.isAdopted()
        ? Optional.empty()
        : Optional.of(new Drift("name", front + "…", seen.name(), Repair.RENAME));
  }
}
