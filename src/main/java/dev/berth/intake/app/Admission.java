package dev.berth.intake.app;

import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;

/** What a well written app may not have here: asked by every write, before anything is stored. */
@FunctionalInterface
public interface Admission {

  /** Everything in a draft that is not allowed, each with what would allow it. */
  List<Violation> denials(AppDraft draft);

  /** By an operator's settings, and by the walls between apps. */
  static Admission of(Policy policy, ExternalReferenceGuard guard) {
    return draft -> {
      List<Violation> denials = new ArrayList<>(policy.denials(draft));
      denials.addAll(guard.denials(draft));
      return denials;
    };
  }
}
