package dev.berth.intake.app;

import dev.berth.spec.App;
import dev.berth.spec.Placement;
import java.util.function.Predicate;

/**
 * Engines that apps may lie on.
 *
 * @param usual the one of apps that say nothing of it
 * @param isDeclared whether there is one of that name
 * @param isSwarm whether one of that name is declared as a Swarm
 */
public record KnownEngines(String usual, Predicate<String> isDeclared, Predicate<String> isSwarm) {
  /** None but the one that Berth has anyway. */
  public static final KnownEngines LOCAL =
      new KnownEngines(Placement.LOCAL, name -> false, name -> false);

  String of(App app) {
    return app.placement().engine().orElse(usual);
  }

  /** Whether something may lie there. */
  boolean holds(String engine) {
    return engine.equals(Placement.LOCAL) || isDeclared.test(engine);
  }
}
