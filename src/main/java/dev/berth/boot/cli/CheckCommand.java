package dev.berth.boot.cli;

import dev.berth.json.JsonTree;
import dev.berth.spec.validation.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: a verdict on each file, without server or engine. */
@Command(
    name = "check",
    description = {
      "One verdict a file, of manifests and Compose files; *.yaml, *.yml and *.json in folders.",
      "Needs neither server nor engine."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:all are good", "1:one is bad", "2:the command itself is wrong"})
final class CheckCommand implements Callable<Integer> {
  /** How a verdict is written, as the words of {@code --output}. */
  enum Output {
    text,
    json
  }

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--output",
      paramLabel = "json|text",
      description = "json: a line a file with file, ok, violations and warnings.")
  private Output output = Output.text;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, and folders of them.")
  private List<String> paths = List.of();

  CheckCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    boolean good = true;
    FileCheck check = new FileCheck(); // Reads the catalog, which nobody else may have to load.
    for (String path : paths) {
      good &= all(path, check, output == Output.json);
    }
    out.flush();
    return good ? 0 : 1;
  }

  private boolean all(String path, FileCheck check, boolean json) {
    boolean good = true;
    try {
      Path given = Path.of(path);
      List<Path> files = Files.isDirectory(given) ? below(given) : List.of(given);
      if (files.isEmpty()) {
        err.println(path + " holds no *.yaml, *.yml or *.json");
      }
      for (Path file : files) {
        FileCheck.Verdict verdict = check.check(file);
        good &= verdict.violations().isEmpty();
        out.println(json ? asJson(file, verdict) : asText(file, verdict));
      }
    } catch (IOException | InvalidPathException e) {
      out.println(path + ": cannot be read: " + e.getMessage());
      good = false;
    }
    return good;
  }

  /** In the order of their names; folders with a dot before their name are not for people. */
  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(file -> file.toString().matches("(?i).*\\.(ya?ml|json)"))
          .filter(file -> isVisible(folder.relativize(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static boolean isVisible(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static String asText(Path file, FileCheck.Verdict verdict) {
    boolean good = verdict.violations().isEmpty();
    StringBuilder text = new StringBuilder().append(file).append(good ? ": ok" : ": bad");
    for (Violation violation : verdict.violations()) {
      String path = violation.path().isEmpty() ? "" : violation.path() + ": ";
      text.append("\n  ").append(path).append(violation.message());
    }
    verdict.warnings().forEach(warning -> text.append("\n  warning: ").append(warning));
    return text.toString();
  }

  private static String asJson(Path file, FileCheck.Verdict verdict) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("file", file.toString());
    line.put("ok", verdict.violations().isEmpty());
    line.put("violations", verdict.violations());
    line.put("warnings", verdict.warnings());
    return JsonTree.write(line);
  }
}
