package dev.berth.spec;

/** What a key of the Compose Specification may do. */
public sealed interface KeyDecision {
  /** Of a key that reaches nothing beyond its app. */
  KeyDecision FREE = new Free();

  /**
   * Of a key of which some values need a setting.
   *
   * @param name without {@code berth.policy.} before it; {@code build.…} is a group of its own
   */
  static KeyDecision guarded(String name) {
    return new Guarded(name.startsWith("build.") ? "berth." + name : "berth.policy." + name);
  }

  /** Of a key of which some values are refused. */
  static KeyDecision bounded(String why) {
    return new Bounded(why);
  }

  /** It reaches nothing beyond its app. */
  record Free() implements KeyDecision {}

  /**
   * Some of its values reach beyond.
   *
   * @param setting that allows those
   */
  record Guarded(String setting) implements KeyDecision {}

  /**
   * Some of its values reach beyond, and nothing allows those.
   *
   * @param why they are refused
   */
  record Bounded(String why) implements KeyDecision {}

  /**
   * Nobody may use it.
   *
   * @param why with the way out
   */
  record Refused(String why) implements KeyDecision {}
}
