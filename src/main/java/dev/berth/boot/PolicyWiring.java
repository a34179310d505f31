package dev.berth.boot;

import dev.berth.spec.Checked;
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
        policies.bindRoots().orElse(List.of()),
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
