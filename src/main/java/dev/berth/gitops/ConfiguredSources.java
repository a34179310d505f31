package dev.berth.gitops;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.state.Resource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sources that stand in the settings: declared at each start, and gone when they are gone there.
 */
public final class ConfiguredSources {
  private ConfiguredSources() {}

  /**
   * Makes them true.
   *
   * @param configured specs by name, in the keys of a manifest
   * @throws IllegalArgumentException with the setting's name, if one of them is wrong
   */
  public static void declare(
      SourceKind kind, ResourceIntake resourceIntake, Map<String, Map<String, Object>> configured) {
    SortedMap<String, String> mark = new TreeMap<>(Map.of(SourceKind.FROM, SourceKind.SETTINGS));
    for (Resource known : resourceIntake.all(kind)) {
      boolean wasConfigured = SourceKind.SETTINGS.equals(known.annotations().get(SourceKind.FROM));
      if (wasConfigured && !configured.containsKey(known.name())) {
        resourceIntake.remove(kind, known.name(), new Precondition.None());
      }
    }
    configured.forEach((name, spec) -> {
      ResourceDraft draft =
          new ResourceDraft(
              kind.name(), name, new TreeMap<>(), mark, "", spec, java.util.List.of());
      Receipt<Resource> receipt = resourceIntake.put(kind, draft, new Precondition.None());
      if (receipt instanceof Receipt.Invalid<Resource> invalid) {
        throw new IllegalArgumentException(
            "setting berth.sources." + name + ": " + invalid.violations());
      }
      kind.fix(name);
    });
  }
}
