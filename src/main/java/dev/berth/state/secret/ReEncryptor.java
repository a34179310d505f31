package dev.berth.state.secret;

/** The port to sealed texts beside resources. */
public interface ReEncryptor {

  /**
   * Seals anew what was sealed with an older key, and what should be sealed and is not.
   *
   * @return how many texts
   */
  int reseal();

  /** How many there would be to seal anew after another key. */
  int count();
}
