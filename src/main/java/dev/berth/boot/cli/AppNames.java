package dev.berth.boot.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Has shells ask Berth for the names of apps, which picocli's completion cannot know. */
final class AppNames {
  /** Nothing, where no Berth answers. */
  static final String QUESTION = "berth ls -q 2>/dev/null";

  /** How parameters are called that are names of apps. */
  private static final String APP = "APP";

  private AppNames() {}

  static boolean isTakenBy(CommandLine verb) {
    return verb.getCommandSpec().positionalParameters().stream()
        .anyMatch(parameter -> parameter.paramLabel().equals(APP));
  }

  /** picocli's script for bash and zsh, whose verbs that take apps offer those that there are. */
  static String askedIn(String script, CommandLine berth) {
    String asked = script;
    for (Map.Entry<String, CommandLine> verb : berth.getSubcommands().entrySet()) {
      if (isTakenBy(verb.getValue())) {
        asked = askedIn(asked, verb.getKey());
      }
    }
    return asked;
  }

  private static String askedIn(String script, String verb) {
    Pattern function =
        Pattern.compile(
            "(function _picocli_berth_"
                + Pattern.quote(verb)
                + "\\(\\) \\{.*?local positionals=)\"\"",
            Pattern.DOTALL);
    return function
        .matcher(script)
        .replaceFirst(
            found -> Matcher.quoteReplacement(found.group(1) + "\"$(" + QUESTION + ")\""));
  }
}
