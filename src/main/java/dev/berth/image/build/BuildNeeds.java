package dev.berth.image.build;

import dev.berth.spec.ImageSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a build the engine's classic builder cannot do. */
final class BuildNeeds {
  private static final Pattern FLAG =
      Pattern.compile(
          "\\s*(?<what>RUN\\s+(?:--\\S+\\s+){0,50}--(?:mount|network|security)\\b"
              + "|(?:COPY|ADD)\\s+(?:--\\S+\\s+){0,50}--(?:link|parents|exclude|chmod|checksum"
              + "|keep-git-dir)\\b).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern HEREDOC =
      Pattern.compile(
          "\\s*(?<what>(?:RUN|COPY|ADD)\\s.*?(?<!<)<<-?[\"']?[A-Za-z_]\\w*).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SHIFT = Pattern.compile("\\$\\(\\(|\\d\\s*<<");
  private static final int LONGEST = 60;

  private static final Pattern SYNTAX =
      Pattern.compile("\\s*#\\s*syntax\\s*=\\s*(?<image>\\S+)\\s*(?:\\R[\\s\\S]*)?");

  private BuildNeeds() {}

  /** The image of the reader that a Dockerfile wants for itself. */
  static Optional<String> syntax(String dockerfile) {
    Matcher first = SYNTAX.matcher(dockerfile);
    return first.matches() ? Optional.of(first.group("image")) : Optional.empty();
  }

  /** The first thing, in words for people. */
  static Optional<String> of(ImageSource.Build build, Optional<String> dockerfile) {
    if (!build.options().secrets().isEmpty()) {
      return Optional.of("build.secrets");
    }
    if (!build.options().ulimits().isEmpty()) {
      return Optional.of("build.ulimits");
    }
    return dockerfile.flatMap(BuildNeeds::in);
  }

  static Optional<String> in(String dockerfile) {
    // Lines that go on are one, and keep their number.
    List<String> lines = dockerfile.lines().toList();
    StringBuilder whole = new StringBuilder();
    int first = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripTrailing();
      boolean isComment = line.stripLeading().startsWith("#");
      first = whole.isEmpty() ? i + 1 : first;
      if (!isComment && line.endsWith("\\")) {
        whole.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      whole.append(isComment ? "" : line);
      Optional<String> found = line(whole.toString(), first);
      if (found.isPresent()) {
        return found;
      }
      whole.setLength(isComment ? whole.length() : 0);
    }
    return Optional.empty();
  }

  private static Optional<String> line(String text, int number) {
    Matcher flag = FLAG.matcher(text);
    Matcher heredoc = HEREDOC.matcher(text);
    if (flag.matches()) {
      return Optional.of(words(flag.group("what"), number));
    }
    // A shell's own `<<` within one line is a heredoc too, but a shift of numbers is none.
    return heredoc.matches() && !SHIFT.matcher(text).find()
        ? Optional.of(words(heredoc.group("what"), number))
        : Optional.empty();
  }

  private static String words(String what, int number) {
    String text = what.strip().replaceAll("\\s+", " ");
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return "`" + shown + "` in line " + number + " of the Dockerfile";
  }
}
