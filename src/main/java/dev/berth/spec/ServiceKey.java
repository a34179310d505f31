package dev.berth.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A key of a service: the one table of them. {@link RunOption} has those that the engine takes as
 * they are, {@link OwnKey} those that Berth itself understands.
 */
public sealed interface ServiceKey permits RunOption, OwnKey {
  /** As manifests spell it: as the Compose Specification does, where it has such a key. */
  String key();

  /** What it may do; nothing is decided of a key that the Compose Specification does not have. */
  Optional<KeyDecision> decided();

  /** All of them. */
  static List<ServiceKey> all() {
    List<ServiceKey> all = new ArrayList<>(List.of(OwnKey.values()));
    all.addAll(List.of(RunOption.values()));
    return List.copyOf(all);
  }

  /** All that may stand in a service, by their names. */
  static Stream<String> names() {
    return all().stream().map(ServiceKey::key);
  }
}
