package dev.berth.spec.codec;

import dev.berth.spec.OwnKey;
import dev.berth.spec.ServiceKey;
import dev.berth.spec.policy.PolicyTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The keys of a service: those that work, and those that are known and do not. */
public final class ServiceKeys {
  /** Known to the Compose Specification, without an effect on a container that is kept running. */
  static final Map<OwnKey, String> IGNORED =
      Map.of(
          OwnKey.ATTACH, "`attach` is ignored: Berth never attaches to what it starts",
          OwnKey.DEVELOP, "`develop` is ignored: it is for `docker compose watch`");

  /** Why a known key cannot be used, by key. */
  static final Map<String, String> REFUSED = refused();

  private ServiceKeys() {}

  private static Map<String, String> refused() {
    Map<String, String> refused = new HashMap<>(PolicyTable.refusals("services.*"));
    refused.put("env_file", "`env_file` is read in Compose files only; write environment");
    refused.put("extends", "`extends` is read in Compose files only; write the service in full");
    refused.put("label_file", "`label_file` is read in Compose files only; write labels");
    refused.put("profiles", "`profiles` are read in Compose files only; remove it");
    return refused;
  }

  /** All that may stand in a service. */
  public static Set<String> known(Set<String> more) {
    Set<String> known = new HashSet<>(more);
    ServiceKey.names().forEach(known::add);
    return known;
  }
}
