package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.NetworkView;
import dev.berth.plan.Drift.Repair;
import dev.berth.spec.Networking;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOption;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares a live container with its blueprint, field by field. What the image says is filled in on
 * the wanted side; what the engine adds by itself (see {@code habits}) is passed over.
 */
final class Drifts {
  private Drifts() {}

  /**
   * What differs in the settings, in path order.
   *
   * @param habits differences that the engine itself makes: see {@link Drift#habit}
   */
  static List<Drift> ofSettings(
      ContainerSettings wanted, ImageDefaults image, ContainerView seen, Set<String> habits) {
    SortedMap<String, String> want = ComparableSettings.wanted(wanted, image);
    SortedMap<String, String> have =
        ComparableSettings.seen(UnnamedVolumeNames.matched(seen, wanted, image));
    TreeSet<String> paths = new TreeSet<>(want.keySet());
    paths.addAll(have.keySet());
    List<Drift> drifts = new ArrayList<>();
    for (String path : paths) {
      String wish = want.getOrDefault(path, "");
      String sight = have.getOrDefault(path, "");
      if (!wish.equals(sight) && !isGiven(path, wish, sight, wanted, seen)) {
        Drift drift = new Drift(path, wish, sight, Limits.repair(path, wish));
        if (!habits.contains(drift.habit())) {
          drifts.add(SecretRedactor.of(drift));
        }
      }
    }
    return List.copyOf(drifts);
  }

  /** Whether a value that differs is nobody's doing: of the engine, or of what is shared. */
  private static boolean isGiven(
      String path, String wish, String sight, ContainerSettings wanted, ContainerView seen) {
    return wish.isEmpty()
        ? isSilent(path, sight, seen) || isShared(path, wanted)
        : isBridge(path, wish, seen);
  }

  /** On the engine's own bridge is, too, who was made without a word of networks. */
  private static boolean isBridge(String path, String wish, ContainerView seen) {
    List<Endpoint> endpoints = seen.settings().network().endpoints();
    return path.equals("network_mode")
        && wish.equals("bridge")
        && endpoints.size() == 1
        && endpoints.getFirst().network().equals("bridge");
  }

  /** Names that a container has from the one whose network it shares, or from the machine. */
  private static boolean isShared(String path, ContainerSettings wanted) {
    String mode = wanted.network().mode().orElse("");
    boolean shares = mode.equals("host") || mode.startsWith(Networking.CONTAINER);
    return shares && (path.equals("hostname") || path.equals(RunOption.DOMAINNAME.key()));
  }

  /** Whether the engine may have filled it in. */
  private static boolean isSilent(String path, String sight, ContainerView seen) {
    if (path.equals(RunOption.MEMSWAP_LIMIT.key())) {
      return Limits.isSilentSwap(seen.settings(), sight);
    }
    return Stream.of(RunOption.values())
        .anyMatch(option -> option.key().equals(path) && option.isSilent(sight));
  }

  /**
   * What differs in the networks of a container that runs.
   *
   * @param networks those that are there, by name
   */
  static List<Drift> ofNetworks(
      ContainerSettings wanted, Map<String, NetworkView> networks, ContainerView seen) {
    if (wanted.network().mode().isPresent()) {
      return List.of();
    }
    List<Drift> drifts = new ArrayList<>();
    Set<String> right = new HashSet<>();
    for (Endpoint endpoint : wanted.network().endpoints()) {
      Optional<NetworkView> network = Optional.ofNullable(networks.get(endpoint.network()));
      network.ifPresent(there -> right.add(there.id()));
      Optional<Set<String>> aliases =
          network.flatMap(there -> Optional.ofNullable(seen.networks().get(there.id())));
      if (aliases.isEmpty()) {
        drifts.add(unconnected(endpoint.network()));
      } else {
        drifts.addAll(EndpointDrifts.of(endpoint, aliases.get(), seen));
      }
    }
    seen.networks().keySet().stream()
        .filter(id -> !right.contains(id))
        .sorted()
        .map(id -> new Drift("networks." + id, "", "connected", Repair.DISCONNECT))
        .forEach(drifts::add);
    return drifts;
  }

  static Drift unconnected(String network) {
    return new Drift("networks." + network, "connected", "", Repair.CONNECT);
  }

  /** Whether somebody gave the container another name; other things than Berth go by names. */
  static Optional<Drift> ofName(Blueprint blueprint, ContainerView seen) {
    Optional<String> own = blueprint.service().networking().containerName();
    boolean fits =
        own.map(name -> name.equals(seen.name()))
            .orElseGet(() -> seen.name().startsWith(blueprint.nameFront()));
    String want = own.orElse(blueprint.nameFront() + "…");
    return fits || seen.isAdopted()
        ? Optional.empty()
        : Optional.of(new Drift("name", want, seen.name(), Repair.RENAME));
  }

  /**
   * Whether somebody changed the engine's own policy. Berth itself sets {@code no} where a
   * container dies again and again; on one that has never ended, it was somebody else.
   */
  static Optional<Drift> ofRestart(Service service, ContainerView seen) {
    RestartPolicy.Mode wanted = Blueprints.enginePolicy(service).mode();
    RestartPolicy.Mode have = seen.restart().mode();
    boolean isOurs = have == RestartPolicy.Mode.NO && seen.life().finishedAt().isPresent();
    return wanted == have || isOurs
        ? Optional.empty()
        : Optional.of(new Drift("restart", wanted.text(), have.text(), Repair.UPDATE));
  }
}
