package dev.berth.reconcile.deps;

import dev.berth.spec.Placement;
import dev.berth.state.DesiredApp;
import java.util.Optional;

/** What a loop has to know of other engines: which apps are its own, and which have moved away. */
public interface Residence {
  /** There is one engine. */
  Residence SOLE = new Residence() {};

  /** Name of the engine that the loop keeps. */
  default String engine() {
    return Placement.LOCAL;
  }

  /** Whether ports that containers publish there answer on this machine. */
  default boolean isThisMachine() {
    return true;
  }

  /** How the engine's machine is called, where ports that are published there answer. */
  default String host() {
    return "localhost";
  }

  /** Where what is built here is pushed, for other nodes: {@code HOST[:PORT][/PATH]}. */
  default Optional<String> registry() {
    return Optional.empty();
  }

  /** Whether apps lie here that say nothing of where. */
  default boolean isDefault() {
    return true;
  }

  /** Whether an app is kept here. */
  default boolean isHome(DesiredApp desired) {
    return true;
  }

  /** Whether what an app has left here is needed no more. */
  default boolean mayLeave(DesiredApp desired) {
    return false;
  }

  /** Whether nothing of an app is seen on another engine. */
  default boolean isGoneElsewhere(String app) {
    return true;
  }

  /** Nothing of an app that is kept elsewhere is left here. */
  default void left(String app) {}
}
