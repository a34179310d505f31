package dev.berth.engine.guard;

import dev.berth.engine.EngineException;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** What is not allowed, as the engine's own refusals are told: whoever asks, in the same words. */
public final class PolicyDenial {
  private PolicyDenial() {}

  /**
   * Throws if anything is denied.
   *
   * @param what was to be done
   * @param denials with the settings that would allow it
   */
  public static void require(String what, List<Violation> denials) {
    if (!denials.isEmpty()) {
      throw new EngineException(
          EngineException.Kind.DENIED,
          what
              + " is not allowed: "
              + denials.stream()
                  .map(denial -> denial.path() + ": " + denial.message())
                  .distinct()
                  .collect(Collectors.joining("; ")));
    }
  }
}
