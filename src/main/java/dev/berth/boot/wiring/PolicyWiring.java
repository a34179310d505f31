package dev.berth.boot.wiring;

import dev.berth.boot.settings.PolicySettings;
import dev.berth.boot.settings.Settings;
import dev.berth.disk.FarDisk;
import dev.berth.disk.LocalDisk;
import dev.berth.disk.OwnHome;
import dev.berth.engine.docker.EngineAddress;
import dev.berth.spec.policy.Grant;
import dev.berth.spec.policy.HostAccessPolicy;
import dev.berth.spec.policy.HostPaths;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.policy.SharedNames;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the policy that the settings describe. */
final class PolicyWiring {
  private PolicyWiring() {}

  static Policy policy(Settings settings) {
    return policy(settings, EngineAddress.of(settings.engine().host()));
  }

  /** Of what lies on an engine. */
  static Policy policy(Settings settings, EngineAddress engine) {
    PolicySettings policies = settings.policy();
    return new Policy(
        paths(settings, engine),
        settings.build().roots().orElse(List.of()),
        permits(policies),
        Optional.empty(),
        policies.exempt().map(PolicyWiring::selector));
  }

  private static HostAccessPolicy permits(PolicySettings policies) {
    return new HostAccessPolicy(
        policies.privileged(),
        policies.hostNamespaces(),
        policies.otherContainers(),
        policies.devices(),
        policies.engineSocket(),
        policies.hostResources(),
        policies.hostInterfaces(),
        policies.capabilities().orElse(Set.of()),
        grants(policies));
  }

  private static Map<Grant, Set<String>> grants(PolicySettings policies) {
    Map<Grant, Set<String>> grants = new EnumMap<>(Grant.class);
    for (Grant grant : Grant.values()) {
      Optional<Set<String>> words =
          switch (grant) {
            case ANNOTATIONS -> policies.annotations();
            case CGROUP_PARENTS -> policies.cgroupParents();
            case LOG_DRIVERS -> policies.logDrivers();
            case RUNTIMES -> policies.runtimes();
            case SECURITY_OPTIONS -> policies.securityOptions();
            case SYSCTLS -> policies.sysctls();
            case VOLUME_DRIVERS -> policies.volumeDrivers();
            case VOLUME_TYPES -> policies.volumeTypes();
          };
      words.ifPresent(some -> grants.put(grant, some));
    }
    return grants;
  }

  /** Paths are the engine's; they can be looked at where it runs on this machine. */
  private static HostPaths paths(Settings settings, EngineAddress engine) {
    OwnHome home = new OwnHome(settings.home());
    return new HostPaths(
        settings.policy().bindRoots().orElse(List.of()),
        engine.socket().map(List::of).orElse(List.of()),
        engine.isHere() ? new LocalDisk(home) : new FarDisk(home));
  }

  /** What every token's apps may name outside of themselves. */
  static SharedNames shared(PolicySettings policies) {
    return new SharedNames(
        policies.sharedVolumes().orElse(List.of()),
        policies.sharedNetworks().orElse(List.of()),
        policies.sharedContainers().orElse(List.of()),
        policies.sharedImages().orElse(List.of()),
        policies.sharedRegistries().orElse(List.of()),
        policies.sharedSecrets().orElse(List.of()));
  }

  private static LabelSelector selector(String text) {
    return switch (LabelSelector.parse(text)) {
      case Validated.Valid<LabelSelector> valid when !valid.value().requirements().isEmpty() ->
          valid.value();
      default ->
          throw new ConfigurationException(
              "berth.policy.exempt must be labels such as team=infra, was `" + text + "`");
    };
  }
}
