package dev.berth.boot;

import dev.berth.disk.FarDisk;
import dev.berth.disk.LocalDisk;
import dev.berth.disk.OwnHome;
import dev.berth.engine.docker.EngineAddress;
import dev.berth.spec.Checked;
import dev.berth.spec.HostPaths;
import dev.berth.spec.LabelSelector;
import dev.berth.spec.Permits;
import dev.berth.spec.Policy;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the policy that the settings describe. */
final class PolicyWiring {
  private PolicyWiring() {}

  static Policy policy(Settings settings) {
    Settings.Policies policies = settings.policy();
    return new Policy(
        paths(settings),
        settings.build().roots().orElse(List.of()),
        new Permits(
            policies.privileged(),
            policies.hostNamespaces(),
            policies.otherContainers(),
            policies.devices(),
            policies.engineSocket(),
            policies.capabilities().orElse(Set.of())),
        Optional.empty(),
        policies.exempt().map(PolicyWiring::selector));
  }

  /** Paths are the engine's; they can be looked at where it runs on this machine. */
  private static HostPaths paths(Settings settings) {
    EngineAddress engine = EngineAddress.of(settings.engine().host());
    OwnHome home = new OwnHome(settings.home());
    return new HostPaths(
        settings.policy().bindRoots().orElse(List.of()),
        engine.socket().map(List::of).orElse(List.of()),
        engine.isHere() ? new LocalDisk(home) : new FarDisk(home));
  }

  private static LabelSelector selector(String text) {
    return switch (LabelSelector.parse(text)) {
      case Checked.Valid<LabelSelector> valid when !valid.value().requirements().isEmpty() ->
          valid.value();
      default ->
          throw new ConfigurationException(
              "berth.policy.exempt must be labels such as team=infra, was `" + text + "`");
    };
  }
}
