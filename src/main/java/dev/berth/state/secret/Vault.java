package dev.berth.state.secret;

/**
 * The port to what keeps secrets unreadable at rest. Sealed text names the version of its format
 * and the key that sealed it, so that keys can be changed while old text stays readable.
 */
public interface Vault {

  /** Text that only this vault can open; the same text never gives the same seal twice. */
  String seal(String plain);

  /**
   * What was sealed.
   *
   * @throws Unreadable if it was sealed with a key that is not here, or is not as it was
   */
  String open(String sealed);

  /** Whether a seal was made with another key than new ones: to be opened and sealed again. */
  boolean isStale(String sealed);

  /** Begins a new key for all seals from now on; old ones stay readable. */
  void rotate();

  /**
   * Whether there can be a new key.
   *
   * @throws IllegalStateException as {@link #rotate} would throw it
   */
  void requireRotatable();

  /** A seal that cannot be opened here. */
  final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unreadable(String message) {
      super(message);
    }
  }
}
