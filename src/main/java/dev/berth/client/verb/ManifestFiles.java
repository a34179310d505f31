package dev.berth.client.verb;

import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The manifests behind {@code -f}: files, folders, and standard input as {@code -}. */
final class ManifestFiles {
  private static final String NAMES = "(?i).*\\.(ya?ml|json)";
  private static final String COMPOSE = "(?i)(docker-)?compose([.-].*)?\\.ya?ml";

  private final ClientShell shell;

  ManifestFiles(ClientShell shell) {
    this.shell = shell;
  }

  List<ManifestText> read(List<String> given) throws IOException {
    List<ManifestText> all = new ArrayList<>();
    for (String name : given) {
      if (name.equals("-")) {
        String text = new String(shell.in().readAllBytes(), StandardCharsets.UTF_8);
        all.add(new ManifestText("standard input", text, shell.folder()));
        continue;
      }
      Path path = shell.folder().resolve(name);
      for (Path file : Files.isDirectory(path) ? below(path) : List.of(path)) {
        all.add(new ManifestText(file.toString(), text(file), folder(file)));
      }
    }
    if (all.isEmpty()) {
      throw ClientFailure.failed(String.join(", ", given) + " holds no *.yaml, *.yml or *.json");
    }
    return all;
  }

  private static String text(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    String text = Files.readString(file);
    if (name.matches(COMPOSE) && !text.matches("(?s)(.*\n)?apiVersion:.*")) {
      throw ClientFailure.failed(file + " is a Compose file: berth up " + file + " takes it");
    }
    return text;
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(file -> String.valueOf(file.getFileName()).matches(NAMES))
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
