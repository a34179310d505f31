package dev.berth.reconcile.deps;

import dev.berth.state.Adoption;
import java.util.List;

/** Where it is remembered whose the things are that Berth has not made. */
@FunctionalInterface
public interface AdoptionRecorder {

  /** Remembers these, durably, in place of what was known of the same things. */
  void keep(List<Adoption> things);
}
