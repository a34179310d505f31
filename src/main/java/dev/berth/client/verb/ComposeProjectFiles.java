package dev.berth.client.verb;

import dev.berth.client.ClientFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A Compose project on this machine.
 *
 * @param isWhole whether its folder is sent, not the file alone
 */
record ComposeProjectFiles(Path file, boolean isWhole) {
  /** In the order in which Docker Compose looks for them. */
  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

  /** A folder with such a file, or the file; another name goes alone, without what lies beside. */
  static ComposeProjectFiles of(Path given) {
    if (!Files.isDirectory(given)) {
      boolean isNamed = NAMES.contains(String.valueOf(given.getFileName()));
      return new ComposeProjectFiles(given.toAbsolutePath().normalize(), isNamed);
    }
    return NAMES.stream()
        .map(given::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> new ComposeProjectFiles(file.toAbsolutePath().normalize(), true))
        .orElseThrow(
            () -> ClientFailure.failed("there is no " + String.join(", ", NAMES) + " in " + given));
  }

  Path folder() {
    return file.resolveSibling("");
  }

  /** Those of the environment that the text names; no others leave the machine. */
  static SortedMap<String, String> variables(String text, Map<String, String> environment) {
    SortedMap<String, String> named = new TreeMap<>();
    VARIABLE
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(environment::containsKey)
        .forEach(name -> named.put(name, environment.get(name)));
    return named;
  }
}
