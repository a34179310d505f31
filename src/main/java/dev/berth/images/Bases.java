package dev.berth.images;

import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images that a Dockerfile begins with or copies from. */
final class Bases {
  private static final Pattern FROM =
      Pattern.compile(
          "FROM\\s+(?:--\\S+\\s+)*(?<image>\\S+)(?:\\s+AS\\s+(?<stage>\\S+))?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COPY_FROM =
      Pattern.compile("COPY\\s+.*?--from=(?<image>\\S+)\\s.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern MOUNT_FROM =
      Pattern.compile(
          "RUN\\s+(?:--\\S+\\s+)*--mount=\\S*?\\bfrom=(?<image>[^,\\s]+).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ARG =
      Pattern.compile("ARG\\s+(?<name>\\w+)(?:=(?<value>\\S*))?\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{(?<braced>\\w+)(?::-(?<default>[^}]*))?\\}|(?<plain>\\w+))");

  private final ContextStore contexts;
  private final Map<ImageSource.Build, List<String>> known = new ConcurrentHashMap<>();

  Bases(ContextStore contexts) {
    this.contexts = contexts;
  }

  /** In the order of the Dockerfile, each once; none of what cannot be told before the build. */
  List<String> of(ImageSource.Build build) {
    return known.computeIfAbsent(build, this::read);
  }

  /** What the builder will read; empty where it cannot be had any more. */
  Optional<String> dockerfile(ImageSource.Build build) {
    String digest = ((BuildContext.Stored) build.context()).digest();
    return build
        .dockerfileInline()
        .or(() ->
            contexts.has(digest) ? contexts.text(digest, build.dockerfile()) : Optional.empty());
  }

  private List<String> read(ImageSource.Build build) {
    return dockerfile(build).map(text -> parse(text, build.args())).orElse(List.of());
  }

  static List<String> parse(String dockerfile, Map<String, String> args) {
    Map<String, String> variables = new HashMap<>();
    Set<String> stages = new LinkedHashSet<>(Set.of("scratch"));
    Set<String> bases = new LinkedHashSet<>();
    for (String line : dockerfile.replaceAll("\\\\\\r?\\n", " ").lines().toList()) {
      String text = line.strip();
      Matcher arg = ARG.matcher(text);
      Matcher from = FROM.matcher(text);
      Matcher copy =
          (text.regionMatches(true, 0, "RUN", 0, 3) ? MOUNT_FROM : COPY_FROM).matcher(text);
      if (arg.matches()) {
        String written = arg.group("value") == null ? "" : arg.group("value");
        variables.put(arg.group("name"), args.getOrDefault(arg.group("name"), unquoted(written)));
      } else if (from.matches()) {
        bases.add(substituted(from.group("image"), variables));
        if (from.group("stage") != null) {
          stages.add(from.group("stage").toLowerCase(Locale.ROOT));
        }
      } else if (copy.matches() && !copy.group("image").matches("\\d+")) {
        bases.add(substituted(copy.group("image"), variables));
      }
    }
    return bases.stream()
        .filter(base -> !base.isEmpty() && !base.contains("$"))
        .filter(base -> !stages.contains(base.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static String unquoted(String value) {
    return value.replaceAll("^[\"']|[\"']$", "");
  }

  private static String substituted(String image, Map<String, String> variables) {
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
