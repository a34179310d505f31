package dev.berth.plan;

import java.util.regex.Pattern;

/**
 * Hides what may be secret in a difference before anybody is told of it: values of variables that
 * are named like passwords, and the passwords in addresses.
 */
final class SecretRedactor {
  private static final String HIDDEN = "(hidden)";
  private static final String ENVIRONMENT = "environment.";
  private static final Pattern NAMES =
      Pattern.compile(
          "pass(word|wd|phrase)?(_|$)|secret|token|credential|auth(_|$)|(api|private|access)_?key",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESS = Pattern.compile("(://[^/@\\s:]*):[^/@\\s]+@");

  private SecretRedactor() {}

  static Drift of(Drift drift) {
    return new Drift(
        drift.path(),
        of(drift.path(), drift.want()),
        of(drift.path(), drift.have()),
        drift.repair());
  }

  private static String of(String path, String value) {
    boolean isSecret =
        path.startsWith(ENVIRONMENT)
            && NAMES.matcher(path.substring(ENVIRONMENT.length())).find()
            && !value.isEmpty();
    return isSecret ? HIDDEN : ADDRESS.matcher(value).replaceAll("$1:" + HIDDEN + "@");
  }
}
