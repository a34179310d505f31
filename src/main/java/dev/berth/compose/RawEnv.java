package dev.berth.compose;

import java.util.Map;

/** Files of variables in the format {@code raw}: a line is what {@code docker run} takes. */
final class RawEnv {
  private RawEnv() {}

  static void read(String text, Map<String, String> into, Variables variables)
      throws RefusedException {
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int number = 0;
    for (String line : bare.lines().toList()) {
      number++;
      String stripped = line.stripLeading();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      int equals = stripped.indexOf('=');
      String key = equals < 0 ? stripped : stripped.substring(0, equals);
      if (key.isEmpty()) {
        throw new RefusedException("line " + number + ": a variable has no name");
      }
      if (key.chars().anyMatch(Character::isWhitespace)) {
        throw new RefusedException("line " + number + ": the name `" + key + "` holds a space");
      }
      if (equals >= 0) {
        into.put(key, stripped.substring(equals + 1));
      } else {
        variables.find(key).ifPresent(value -> into.put(key, value));
      }
    }
  }
}
