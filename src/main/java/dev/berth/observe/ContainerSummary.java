package dev.berth.observe;

import java.util.Set;
import java.util.SortedMap;

/**
 * What a list of all containers shows of each: enough to see that something has changed.
 *
 * @param networks ids of those it is attached to
 */
public record ContainerSummary(
    String id,
    String name,
    SortedMap<String, String> labels,
    ContainerView.State state,
    Set<String> networks) {

  public ContainerSummary {
    networks = Set.copyOf(networks);
  }

  /** Whether a list would show the container as it was when it was last looked at. */
  public boolean isLike(ContainerView known) {
    return name.equals(known.name())
        && state == known.life().state()
        && labels.equals(known.labels())
        && networks.equals(known.networks().keySet());
  }
}
