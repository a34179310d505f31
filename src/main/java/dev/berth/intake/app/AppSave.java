package dev.berth.intake.app;

import dev.berth.spec.validation.Violation;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import java.util.List;

/** How an app that may be stored is stored: the last word on it. */
public interface AppSave {
  /** As it is. */
  AppSave PLAIN = AppStore::save;

  /** Stores an app. Throws {@link Excess} if there is no room for it. */
  DesiredApp save(AppStore state, long expected, DesiredApp next, String author);

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
