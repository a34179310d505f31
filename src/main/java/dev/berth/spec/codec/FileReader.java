package dev.berth.spec.codec;

import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.spec.LifecycleHook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads secrets and configs, of an app and of its services, and hooks. */
final class FileReader {
  /** For owner, group and others, none of whom may do what those before may not. */
  private static final Pattern WRITTEN =
      Pattern.compile("7[0-7]0|[4-7]00|(?:44|54|55|64|66|74|75|76|77)[04]|755|775|777|555|666|444");

  private static final Set<String> SOURCE =
      Set.of(
          "file",
          "environment",
          "content",
          "external",
          "name",
          "labels",
          "driver",
          "driver_opts",
          "template_driver");
  private static final int MOST_ID = Integer.MAX_VALUE;

  private FileReader() {}

  static SortedMap<String, FileSource> sources(Node node) {
    SortedMap<String, FileSource> sources = new TreeMap<>();
    node.children().forEach((name, source) -> sources.put(name, source(name, source)));
    return sources;
  }

  /** A harmless filler where it cannot be read. */
  private static FileSource source(String name, Node node) {
    Keys.check(node, SOURCE);
    Node external = node.child("external");
    if (external.isMap() || external.flag().orElse(false)) {
      return new FileSource.Kept(
          node.child("name").string().or(() -> NetworkReader.oldName(external)).orElse(name));
    }
    Optional<String> content = node.child("content").text();
    if (content.isPresent()) {
      return new FileSource.Inline(content.get());
    }
    Optional<String> file = node.child("file").string();
    if (file.isEmpty()) {
      node.refuse(
          node.child("environment").isAbsent()
              ? "needs one of content, file or external"
              : "takes its text from a variable; send it as content, or as a Compose file with"
                  + " that variable");
    }
    return file.<FileSource>map(FileSource.OfHost::new).orElse(new FileSource.Inline(""));
  }

  static List<GivenFile> files(Node service) {
    List<GivenFile> files = new ArrayList<>();
    for (GivenFile.Kind kind : GivenFile.Kind.values()) {
      service.child(kind.key()).items().forEach(node -> file(kind, node).ifPresent(files::add));
    }
    return files;
  }

  private static Optional<GivenFile> file(GivenFile.Kind kind, Node node) {
    if (!node.isMap()) {
      return node.text()
          .map(source ->
              new GivenFile(
                  kind,
                  source,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
    }
    Keys.check(node, Set.of("source", "target", "uid", "gid", "mode"));
    Optional<String> source = node.child("source").string();
    if (source.isEmpty()) {
      node.child("source").refuse("is missing: a name under " + kind.key() + " of the app");
    }
    return source.map(name ->
        new GivenFile(
            kind,
            name,
            node.child("target").string(),
            id(node.child("uid")),
            id(node.child("gid")),
            mode(node.child("mode"))));
  }

  private static Optional<Integer> id(Node node) {
    return node.number(0, MOST_ID).map(Long::intValue);
  }

  /**
   * A number that reads as a mode was meant to be one: YAML 1.2 makes 400 of {@code 0400}, where
   * Compose and kubectl make 256, and the file would be written by others. None of the modes that
   * people use is such a number itself.
   */
  private static Optional<Integer> mode(Node node) {
    if (node.value() instanceof Number number && WRITTEN.matcher(number.toString()).matches()) {
      node.refuse("is no octal number in YAML 1.2; write '0" + number + "' or 0o" + number);
      return Optional.empty();
    }
    return Quantities.mode(node);
  }

  static List<LifecycleHook> hooks(Node node) {
    List<LifecycleHook> hooks = new ArrayList<>();
    for (Node one : node.items()) {
      Keys.check(one, Set.of("command", "user", "privileged", "working_dir", "environment"));
      Optional<List<String>> command = CommandWords.of(one.child("command"));
      if (command.isEmpty()) {
        one.child("command").refuse("is missing: what to run");
      }
      command.ifPresent(words ->
          hooks.add(
              new LifecycleHook(
                  words,
                  one.child("user").text(),
                  one.child("privileged").flag().orElse(false),
                  one.child("working_dir").string(),
                  one.child("environment").pairs())));
    }
    return hooks;
  }
}
