package dev.berth.intake.read;

import dev.berth.intake.app.Intake;
import dev.berth.spec.validation.LabelSelector;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the request at hand may see of things that belong to apps, or to nobody: who may see all
 * apps sees everything, others what is of theirs. Each app is looked up once.
 */
public final class AppSight {
  private final Intake intake;
  private final boolean isWhole;
  private final Map<String, Boolean> known = new HashMap<>();

  public AppSight(Intake intake, ResourceQueries resourceQueries) {
    this.intake = intake;
    this.isWhole =
        resourceQueries
            .within(
                DeclaredResource.APP,
                new ResourceFilter(Optional.empty(), LabelSelector.EVERYTHING))
            .scope()
            .equals(LabelSelector.EVERYTHING);
  }

  /** Whether what belongs to that app, or to none, may be told. */
  public boolean has(Optional<String> app) {
    return isWhole
        || app.filter(name -> known.computeIfAbsent(name, n -> intake.find(n).isPresent()))
            .isPresent();
  }
}
