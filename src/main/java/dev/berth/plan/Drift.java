package dev.berth.plan;

/**
 * One field in which a container, or what it stands on, is not as it should be.
 *
 * @param path as manifests spell it: {@code environment.NAME}, {@code volumes./data}
 * @param want empty where nothing is wanted
 * @param have empty where nothing is there
 * @param repair the smallest step that mends it
 */
public record Drift(String path, String want, String have, Repair repair) {

  /** How a field is mended, the smallest step first. */
  public enum Repair {
    /** Changed in place while the container runs. */
    UPDATE,
    RENAME,
    CONNECT,
    DISCONNECT,
    /** A new container in its place. */
    RECREATE,
    /** Not at all: it would cost data. */
    NONE
  }

  /** As it is remembered if the engine does it by itself: a field, and what becomes of it. */
  public String habit() {
    return path + "=" + have;
  }

  /** In one line. */
  @Override
  public String toString() {
    return path + ": want " + shown(want) + ", have " + shown(have);
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }
}
