package dev.berth.status;

import java.util.regex.Pattern;

/**
 * What programs have written, as text: messages have the output of builds and the last words of
 * containers in them, which were meant for a terminal.
 */
public final class PlainText {
  /** Colours, the cursor, titles (ECMA-48). */
  private static final Pattern ESCAPES =
      Pattern.compile(
          "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]"
              + "|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|\u001b[@-_]");

  /** As long as a line of a list may be. */
  private static final int LONGEST = 200;

  private PlainText() {}

  /** Without whatever controls a terminal; lines and tabs stay. */
  public static String of(String text) {
    if (text.chars().allMatch(PlainText::isText)) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    ESCAPES
        .matcher(text)
        .replaceAll("")
        .replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .filter(PlainText::isText)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isText(int letter) {
    return letter == '\n' || letter == '\t' || !Character.isISOControl(letter);
  }

  /** The first line of a plain text that says something, of 200 letters at most. */
  public static String summary(String plain) {
    String line = plain.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
