package dev.berth.boot;

import dev.berth.spec.Permits;
import dev.berth.spec.Policy;
import java.util.List;
import java.util.Set;

/** Makes the policy that the settings describe. */
final class PolicyWiring {
  private PolicyWiring() {}

  static Policy policy(Settings settings) {
    Settings.Policies policies = settings.policy();
    return new Policy(
        policies.bindRoots().orElse(List.of()),
        settings.build().roots().orElse(List.of()),
        new Permits(
            policies.privileged(),
            policies.hostNamespaces(),
            policies.otherContainers(),
            policies.devices(),
            policies.engineSocket(),
            policies.capabilities().orElse(Set.of())));
  }
}
