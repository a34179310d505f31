package dev.berth.observe;

import java.util.List;
import java.util.Optional;

/** What an app uses on the engine without owning it, as far as it is there. */
public record ExternalResources(List<NetworkView> networks, List<VolumeView> volumes) {
  /** Nothing is used, or nothing is there. */
  public static final ExternalResources NOTHING = new ExternalResources(List.of(), List.of());

  public ExternalResources {
    networks = List.copyOf(networks);
    volumes = List.copyOf(volumes);
  }

  /** The network of that name. */
  public Optional<NetworkView> network(String name) {
    return networks.stream().filter(network -> network.name().equals(name)).findFirst();
  }

  /** Whether the volume of that name is there. */
  public boolean hasVolume(String name) {
    return volumes.stream().anyMatch(volume -> volume.name().equals(name));
  }
}
