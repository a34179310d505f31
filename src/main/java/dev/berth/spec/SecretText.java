package dev.berth.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that a secret's value is part of, without the value: what stands in a service's
 * environment until the moment its container is made. It can be written as a text that nobody else
 * can write, for it begins with a NUL, which no environment variable can hold.
 *
 * @param secret its name
 * @param key which of its values; empty: the only one
 * @param format with <code>{}</code> where the value goes; empty: nothing but the value
 * @param digest keyed digest of the value as it is now, so that a new value is a new text; empty
 *     until {@code Secrets.stamped} gives it
 */
public record SecretText(String secret, String key, String format, String digest) {
  private static final String HOLE = "{}";
  private static final Pattern CODE =
      Pattern.compile("\0([^\0/#]*)/([^\0/#]*)#([^\0/#]*)\0(.*)", Pattern.DOTALL);

  /** The secret's value and nothing else. */
  public static SecretText of(String secret, String key) {
    return new SecretText(secret, key, "", "");
  }

  /** What a coded text says, or empty of a plain one. */
  public static Optional<SecretText> in(String text) {
    Matcher code = CODE.matcher(text);
    return code.matches()
        ? Optional.of(new SecretText(code.group(1), code.group(2), code.group(4), code.group(3)))
        : Optional.empty();
  }

  /** The text for an environment. */
  public String code() {
    return "\0" + secret + "/" + key + "#" + digest + "\0" + format;
  }

  public SecretText withDigest(String changed) {
    return new SecretText(secret, key, format, changed);
  }

  /** The whole text, with the value in it. */
  public String filled(String value) {
    return format.isEmpty() ? value : format.replace(HOLE, value);
  }

  /** Whether a format has a place for the value. */
  public static boolean isFormat(String text) {
    return text.contains(HOLE);
  }

  /**
   * As plans, drift and events tell it: coded texts without their value, plain ones as they are.
   */
  public static String shown(String text) {
    return in(text).map(SecretText::shown).orElse(text);
  }

  private String shown() {
    String which = key.isEmpty() ? secret : secret + "/" + key;
    return "(secret " + which + (digest.isEmpty() ? "" : ", digest " + digest) + ")";
  }
}
