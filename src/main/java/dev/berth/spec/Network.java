package dev.berth.spec;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network of an app.
 *
 * @param name on the engine, in place of {@code app_network}
 * @param driver the engine's bridge where absent
 * @param internal whether nothing outside can be reached from it
 * @param attachable whether containers of nobody's may join (overlay networks)
 * @param external whether Berth neither makes nor removes it
 */
public record Network(
    Optional<String> name,
    Optional<String> driver,
    SortedMap<String, String> driverOptions,
    Optional<Ipam> ipam,
    boolean internal,
    boolean attachable,
    Optional<Boolean> ipv4,
    Optional<Boolean> ipv6,
    SortedMap<String, String> labels,
    boolean external) {
  /** The driver of networks that name none. */
  public static final String DEFAULT_DRIVER = "bridge";

  /** A network of which nothing but its name is said. */
  public static final Network PLAIN =
      new Network(
          Optional.empty(),
          Optional.empty(),
          new TreeMap<>(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          new TreeMap<>(),
          false);

  public Network {
    driverOptions = App.sorted(driverOptions);
    labels = App.sorted(labels);
  }

  /** With other addresses. */
  public Network withIpam(Ipam changed) {
    return new Network(
        name,
        driver,
        driverOptions,
        Optional.of(changed),
        internal,
        attachable,
        ipv4,
        ipv6,
        labels,
        external);
  }

  /**
   * Who gives out addresses, and which.
   *
   * @param pools each with {@code subnet}, {@code ip_range}, {@code gateway} and {@code
   *     aux_addresses.NAME}
   */
  public record Ipam(
      Optional<String> driver,
      List<SortedMap<String, String>> pools,
      SortedMap<String, String> options) {
    public Ipam {
      pools = pools.stream().map(App::sorted).toList();
      options = App.sorted(options);
    }

    /** Whether all addresses come from pools that are stated. */
    public boolean isPooled() {
      return !pools.isEmpty() && pools.stream().allMatch(pool -> pool.containsKey("subnet"));
    }
  }
}
