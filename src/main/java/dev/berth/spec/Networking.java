package dev.berth.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a service's containers reach the world.
 *
 * @param networks those of the app to attach to, by their name in the manifest; with no mode and
 *     none named it is {@link #DEFAULT} alone
 * @param mode in place of networks: {@code host}, {@code none}, {@code service:NAME}, {@code
 *     container:NAME}, …
 * @param containerName the one name on the engine, in place of one that Berth chooses
 * @param externalLinks containers that Berth does not own, as {@code NAME:ALIAS}
 */
public record Networking(
    SortedMap<String, Attachment> networks,
    Optional<String> mode,
    Optional<String> containerName,
    List<String> externalLinks) {
  /** The network of services that name none. */
  public static final String DEFAULT = "default";

  /** Nothing said. */
  public static final Networking PLAIN =
      new Networking(new TreeMap<>(), Optional.empty(), Optional.empty(), List.of());

  /** What begins a mode that is another service's. */
  public static final String SERVICE = "service:";

  /** What begins a mode that is another container's. */
  public static final String CONTAINER = "container:";

  public Networking {
    networks = App.sorted(networks);
    externalLinks = List.copyOf(externalLinks);
  }

  /** The networks to attach to, the default one filled in, the most important first. */
  public List<Map.Entry<String, Attachment>> attachments() {
    if (mode.isPresent()) {
      return List.of();
    }
    if (networks.isEmpty()) {
      return List.of(Map.entry(DEFAULT, Attachment.PLAIN));
    }
    return networks.entrySet().stream()
        .sorted(
            java.util.Comparator.comparingInt(
                (Map.Entry<String, Attachment> e) -> -e.getValue().priority().orElse(0)))
        .toList();
  }

  /** Likewise with other networks. */
  public Networking withNetworks(SortedMap<String, Attachment> changed) {
    return new Networking(changed, mode, containerName, externalLinks);
  }

  /**
   * A place on a network.
   *
   * @param aliases more host names there
   * @param ipv4 a fixed address, inside a subnet of the network's ipam
   * @param priority which network is attached first; higher first, 0 where absent
   */
  public record Attachment(
      List<String> aliases,
      Optional<String> ipv4,
      Optional<String> ipv6,
      List<String> linkLocal,
      Optional<String> macAddress,
      Optional<Integer> priority,
      SortedMap<String, String> driverOptions) {
    /** Nothing said. */
    public static final Attachment PLAIN =
        new Attachment(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>());

    public Attachment {
      aliases = List.copyOf(aliases);
      linkLocal = List.copyOf(linkLocal);
      driverOptions = App.sorted(driverOptions);
    }

    /** Under other names. */
    Attachment withAliases(List<String> changed) {
      return new Attachment(changed, ipv4, ipv6, linkLocal, macAddress, priority, driverOptions);
    }

    /** Sooner or later than others. */
    Attachment withPriority(int changed) {
      return new Attachment(
          aliases, ipv4, ipv6, linkLocal, macAddress, Optional.of(changed), driverOptions);
    }
  }
}
