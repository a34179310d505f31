package dev.berth.image.build;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Dockerfile line by line for the images that it needs. Only a stage further up hides an
 * image of its name: {@code FROM x AS x} needs the image.
 */
public final class DockerfileParser {
  private static final Pattern FROM =
      Pattern.compile(
          "FROM\\s+(?:--\\S+\\s+){0,50}(?<image>\\S+)(?:\\s+AS\\s+(?<stage>\\S+))?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COPY_FROM =
      Pattern.compile("COPY\\s+.*?--from=(?<image>\\S+)\\s.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern MOUNT_FROM =
      Pattern.compile(
          "RUN\\s+(?:--\\S+\\s+){0,50}--mount=\\S*?\\bfrom=(?<image>[^,\\s]+).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ARG = Pattern.compile("ARG\\s+(?<all>.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ONE_ARG =
      Pattern.compile("(?<name>\\w+)(?:=(?<value>\"[^\"]*\"|'[^']*'|\\S*))?(?:\\s+|$)");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{(?<braced>\\w+)(?::-(?<default>[^}]*))?\\}|(?<plain>\\w+))");

  private final Map<String, String> args;
  private final Map<String, String> variables = new HashMap<>();
  private final Set<String> stages = new HashSet<>(Set.of("scratch"));
  private final Set<String> bases = new LinkedHashSet<>();
  private boolean isInStage;

  private DockerfileParser(Map<String, String> args) {
    this.args = args;
  }

  /**
   * In the order of the Dockerfile, each once; none of what cannot be told before the build.
   *
   * @param args values for those of the Dockerfile
   */
  public static List<String> read(String dockerfile, Map<String, String> args) {
    DockerfileParser reader = new DockerfileParser(args);
    dockerfile.replaceAll("\\\\\\r?\\n", " ").lines().map(String::strip).forEach(reader::line);
    return List.copyOf(reader.bases);
  }

  private void line(String text) {
    Matcher arg = ARG.matcher(text);
    Matcher from = FROM.matcher(text);
    Matcher copy =
        (text.regionMatches(true, 0, "RUN", 0, 3) ? MOUNT_FROM : COPY_FROM).matcher(text);
    if (from.matches()) {
      isInStage = true;
      base(from.group("image"));
      if (from.group("stage") != null) {
        stages.add(from.group("stage").toLowerCase(Locale.ROOT));
      }
    } else if (copy.matches() && !copy.group("image").matches("\\d+")) {
      base(copy.group("image"));
    } else if (arg.matches() && !isInStage) {
      // Those further down are of their stage, and no FROM sees them.
      arguments(arg.group("all"));
    }
  }

  private void arguments(String written) {
    Matcher one = ONE_ARG.matcher(written);
    while (one.lookingAt()) {
      String name = one.group("name");
      String value = one.group("value") == null ? "" : unquoted(one.group("value"));
      variables.put(name, args.getOrDefault(name, substituted(value)));
      one.region(one.end(), written.length());
    }
  }

  private void base(String written) {
    String image = substituted(written);
    boolean isKnown = !image.isEmpty() && !image.contains("$");
    if (isKnown && !stages.contains(image.toLowerCase(Locale.ROOT))) {
      bases.add(image);
    }
  }

  private static String unquoted(String value) {
    return value.replaceAll("^[\"']|[\"']$", "");
  }

  private String substituted(String image) {
    return VARIABLE
        .matcher(image)
        .replaceAll(found -> {
          Matcher parts = (Matcher) found;
          String name =
              parts.group("braced") != null ? parts.group("braced") : parts.group("plain");
          String value = variables.getOrDefault(String.valueOf(name), "");
          String fallback = parts.group("default") == null ? "" : parts.group("default");
          return Matcher.quoteReplacement(value.isEmpty() ? fallback : value);
        });
  }
}
