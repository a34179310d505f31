package dev.berth.kube;

import dev.berth.intake.read.ResourceFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What clients were last told of containers, by the change that they were told as of: who goes on
 * from there hears what has come, changed and gone since, and nothing twice. The newest are kept.
 *
 * @param <T> the shape that they were told in
 */
final class ContainerListings<T> {
  private static final int MOST = 64;

  private record Told(long number, ResourceFilter wanted) {}

  private final Map<Told, Map<String, T>> listings = new LinkedHashMap<>();

  /** The first of a number stays: what was told later can only be told again. */
  synchronized void remember(long number, ResourceFilter wanted, Map<String, T> all) {
    listings.putIfAbsent(new Told(number, wanted), Map.copyOf(all));
    while (listings.size() > MOST) {
      listings.remove(listings.keySet().iterator().next());
    }
  }

  synchronized Optional<Map<String, T>> at(long number, ResourceFilter wanted) {
    return Optional.ofNullable(listings.get(new Told(number, wanted)));
  }
}
