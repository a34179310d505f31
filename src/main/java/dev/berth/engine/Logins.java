package dev.berth.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The port to credentials for registries. */
public interface Logins {

  /** Nobody is logged in anywhere. */
  Logins NONE = Logins.of(List.of());

  /**
   * The credentials for a registry.
   *
   * @param registry its host, with the port where one is written; {@code docker.io} for the hub
   */
  Optional<Login> find(String registry);

  /** Hosts that there are credentials for. */
  Set<String> registries();

  /** The first that has credentials wins. */
  static Logins of(List<Logins> all) {
    return new Logins() {
      @Override
      public Optional<Login> find(String registry) {
        return all.stream().flatMap(logins -> logins.find(registry).stream()).findFirst();
      }

      @Override
      public Set<String> registries() {
        Set<String> hosts = new LinkedHashSet<>();
        all.forEach(logins -> hosts.addAll(logins.registries()));
        return hosts;
      }
    };
  }
}
