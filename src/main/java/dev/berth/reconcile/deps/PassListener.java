package dev.berth.reconcile.deps;

/** Hears of each pass at its end. Called on the loop's threads: must neither block nor throw. */
@FunctionalInterface
public interface PassListener {

  /** Nobody listens. */
  PassListener NONE = pass -> {};

  void ended(PassTrace pass);
}
