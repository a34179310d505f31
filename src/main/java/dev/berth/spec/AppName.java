package dev.berth.spec;

import java.util.regex.Pattern;

/**
 * The rule for names of apps, services and volumes: an RFC 1123 DNS label, so that every name can
 * be a host name on the app's network.
 */
public final class AppName {
  /** Longest DNS label (RFC 1123, section 2.1; RFC 1035, section 2.3.4). */
  public static final int LONGEST = 63;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private static final Pattern PART = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]*");

  private AppName() {}

  /** Whether the text may name a service, volume or network: what Docker Compose lets do. */
  public static boolean isPart(String text) {
    return text.length() <= LONGEST && PART.matcher(text).matches();
  }

  /** Whether the text may name an app. */
  public static boolean isValid(String text) {
    return text.length() <= LONGEST && LABEL.matcher(text).matches();
  }
}
