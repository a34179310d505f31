package dev.berth.intake.app;

import dev.berth.spec.validation.Violation;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.function.Supplier;

/** How an app that may be stored is stored: the last word on it. */
public interface AppSave {
  /** As it is. */
  AppSave PLAIN = (state, next, last) -> last.get();

  /**
   * Stores an app. Throws {@link Excess} if there is no room for it.
   *
   * @param last stores {@code next}, or in a dry run only answers it
   */
  DesiredApp save(AppStore state, DesiredApp next, Supplier<DesiredApp> last);

  /** There is no room for an app. */
  final class Excess extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Violation> violations;

    Excess(List<Violation> violations) {
      super(null, null, false, false);
      this.violations = List.copyOf(violations);
    }

    List<Violation> violations() {
      return violations;
    }
  }
}
