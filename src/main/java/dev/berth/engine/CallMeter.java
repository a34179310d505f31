package dev.berth.engine;

import java.time.Duration;
import java.util.Optional;

/** Hears of every call of the engine. Called on many threads; must not block. */
@FunctionalInterface
public interface CallMeter {

  /** Nobody measures. */
  CallMeter NONE = (verb, took, failure) -> {};

  /**
   * A call has ended.
   *
   * @param verb what was asked: {@code list}, {@code inspect}, {@code create}, …
   * @param failure empty if it succeeded
   */
  void called(String verb, Duration took, Optional<EngineException.Kind> failure);
}
