package dev.berth.state;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A container engine as it was declared.
 *
 * @param tls name of the secret with certificates and key
 * @param ssh name of the secret with a private key
 * @param isSwarm whether it is a manager of a Swarm, on which apps are services
 * @param nodes how single nodes of the Swarm are reached, by their names or ids
 * @param registry where what is built is pushed for the nodes of the Swarm: {@code
 *     HOST[:PORT][/PATH]}
 * @param suspend whether no call is made to it
 */
public record EngineSpec(
    String name,
    String host,
    Optional<String> tls,
    Optional<String> ssh,
    boolean isSwarm,
    SortedMap<String, String> nodes,
    Optional<String> registry,
    boolean suspend) {
  /** The kind under which engines are stored. */
  public static final String KIND = "Engine";

  public static final String HOST = "host";
  public static final String TLS = "tls";
  public static final String SSH = "ssh";
  public static final String SECRET = "secret";
  public static final String TYPE = "type";

  /** The type of managers of Swarms; nothing else makes one of an engine. */
  public static final String SWARM = "swarm";

  /** How nodes of a Swarm are reached, by their names. */
  public static final String NODES = "nodes";

  /** Where nodes of a Swarm find what is built. */
  public static final String REGISTRY = "registry";

  public static final String SUSPEND = "suspend";

  public EngineSpec {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }

  /** How its machine is called by whoever is on Berth's. */
  public String machine() {
    return Optional.of(URI.create(host))
        .filter(there -> !"unix".equals(there.getScheme()))
        .map(URI::getHost)
        .orElse("localhost");
  }

  /** Of what is stored, which was checked. */
  public static EngineSpec of(Resource resource) {
    Map<String, Object> spec = resource.spec();
    return new EngineSpec(
        resource.name(),
        String.valueOf(spec.get(HOST)),
        secret(spec.get(TLS)),
        secret(spec.get(SSH)),
        SWARM.equals(spec.get(TYPE)),
        nodes(spec),
        Optional.ofNullable(spec.get(REGISTRY)).map(Object::toString),
        Boolean.TRUE.equals(spec.get(SUSPEND)));
  }

  private static Optional<String> secret(@Nullable Object part) {
    return part instanceof Map<?, ?> map
        ? Optional.ofNullable(map.get(SECRET)).map(Object::toString)
        : Optional.empty();
  }

  private static SortedMap<String, String> nodes(Map<String, Object> spec) {
    SortedMap<String, String> nodes = new TreeMap<>();
    if (spec.get(NODES) instanceof Map<?, ?> map) {
      map.forEach((name, host) -> nodes.put(String.valueOf(name), String.valueOf(host)));
    }
    return nodes;
  }
}
