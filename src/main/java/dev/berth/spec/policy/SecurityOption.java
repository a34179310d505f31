package dev.berth.spec.policy;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A word of {@code security_opt}. */
final class SecurityOption {
  /** Adds walls, or sets what is set anyway. */
  private static final Set<String> FREE =
      Set.of(
          "no-new-privileges",
          "apparmor=docker-default",
          "apparmor=runtime/default",
          "seccomp=builtin",
          "seccomp=runtime/default");

  /** What Go's ParseBool takes for true, as the engine reads it. */
  private static final Pattern RAISED =
      Pattern.compile("no-new-privileges=(?:1|t|T|TRUE|true|True)");

  private SecurityOption() {}

  /** {@code KEY=value}, whether a colon or an equals sign was written, and however the key. */
  static String plain(String word) {
    String text = word.strip();
    int end = 0;
    while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != ':') {
      end++;
    }
    String key = text.substring(0, end).strip().toLowerCase(Locale.ROOT);
    return end == text.length() ? key : key + "=" + text.substring(end + 1).strip();
  }

  static boolean isFree(String plain) {
    return FREE.contains(plain) || RAISED.matcher(plain).matches();
  }
}
