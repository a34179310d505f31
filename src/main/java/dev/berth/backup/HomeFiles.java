package dev.berth.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What of Berth's home is its state. */
final class HomeFiles {
  static final String DATABASE = "berth.mv.db";
  static final String KEY = "encryption.key";
  static final String TOKEN = "admin-token";

  /** What goes aside when another state comes; what an operator wrote, and the log, stay. */
  static final List<String> STATE =
      List.of(
          DATABASE,
          "berth.trace.db",
          KEY,
          TOKEN,
          "instance",
          "kubeconfig",
          "audit.jsonl",
          "audit.jsonl.1",
          "tls",
          "contexts",
          "projects",
          "sources");

  /** What a backup holds beside the tables and the key; folders with all that is in them. */
  private static final List<String> KEPT =
      List.of(TOKEN, "audit.jsonl.1", "audit.jsonl", "tls", "sources/age.key", "contexts");

  private HomeFiles() {}

  /** Whether a state is there that another one would replace. */
  static boolean isUsed(Path home) {
    return Stream.of(DATABASE, KEY, TOKEN).anyMatch(name -> Files.exists(home.resolve(name)));
  }

  /** Relative to home; what is being written bears another name, and is left out. */
  static List<Path> kept(Path home) throws IOException {
    List<Path> found = new java.util.ArrayList<>();
    for (String name : KEPT) {
      Path start = home.resolve(name);
      if (Files.exists(start)) {
        try (Stream<Path> all = Files.walk(start)) {
          all.filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("draft-"))
              .map(home::relativize)
              .sorted()
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  /** Whether a backup may hold a file of that name. */
  static boolean isKept(Path name) {
    return !name.isAbsolute()
        && name.normalize().equals(name)
        && (name.equals(Path.of(KEY))
            || KEPT.stream().anyMatch(kept -> name.startsWith(Path.of(kept))));
  }
}
