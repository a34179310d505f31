package dev.berth.intake.resource;

import dev.berth.spec.AppName;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;

/** The rule for names of resources that are called as apps are: secrets and tokens. */
final class ResourceNames {
  private ResourceNames() {}

  /** What is wrong with a draft so far, its name too; a list to go on with. */
  static List<Violation> check(ResourceDraft draft) {
    List<Violation> violations = new ArrayList<>(draft.violations());
    if (!AppName.isValid(draft.name())) {
      violations.add(
          new Violation("metadata.name", "must be a DNS label of at most 63 characters"));
    }
    return violations;
  }
}
