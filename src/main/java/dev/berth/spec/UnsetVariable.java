package dev.berth.spec;

/**
 * A variable that a container must not have, though its image sets it: Compose's {@code
 * environment: [NAME]} where no shell has a value. In an environment it is a text that nobody else
 * can write, as {@link SecretText} is.
 */
public final class UnsetVariable {
  public static final String CODE = "\0";

  private UnsetVariable() {}

  public static boolean is(String text) {
    return text.equals(CODE);
  }
}
