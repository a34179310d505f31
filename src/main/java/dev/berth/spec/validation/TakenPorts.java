package dev.berth.spec.validation;

import dev.berth.spec.Port;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ports of the host that are taken. Who has thousands of them asks of each whether it clashes with
 * any, by {@link Port#clashesWith}, without looking at each.
 */
public final class TakenPorts {
  private final Map<Slot, Set<Optional<String>>> addresses = new HashMap<>();

  private record Slot(Port.Protocol protocol, Port.Range port) {}

  /** Those of some ports that are fixed. */
  public static TakenPorts of(Collection<Port> ports) {
    TakenPorts taken = new TakenPorts();
    ports.forEach(taken::add);
    return taken;
  }

  /** Takes a port; one that is not fixed takes nothing. */
  public void add(Port port) {
    slot(port)
        .ifPresent(
            slot -> addresses.computeIfAbsent(slot, free -> new HashSet<>()).add(port.listening()));
  }

  /** Whether a port can never be published beside those that are taken. */
  public boolean clashWith(Port port) {
    Set<Optional<String>> taken = slot(port).map(addresses::get).orElse(Set.of());
    return !taken.isEmpty()
        && (port.listening().isEmpty()
            || taken.contains(Optional.empty())
            || taken.contains(port.listening()));
  }

  private static Optional<Slot> slot(Port port) {
    return port.isFixed()
        ? port.published().map(range -> new Slot(port.protocol(), range))
        : Optional.empty();
  }
}
