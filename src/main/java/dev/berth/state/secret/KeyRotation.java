package dev.berth.state.secret;

/** The port to the key that seals secrets at rest. */
public interface KeyRotation {

  /**
   * Begins a new key and seals everything with it anew. Nobody's services restart: the values and
   * their digests stay.
   *
   * @return how many resources were sealed anew
   */
  int rotate();

  /**
   * How many resources a rotation would seal anew; there is no new key.
   *
   * @throws IllegalStateException as a rotation would throw it
   */
  int dryRun();
}
