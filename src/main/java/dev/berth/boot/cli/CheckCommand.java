package dev.berth.boot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.spec.validation.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code check [--output json] PATH…}: a verdict on each file, without server or engine. */
public final class CheckCommand {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final PrintStream err;
  private final FileCheck check = new FileCheck();

  public CheckCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Returns the exit status: 0 all are good, 1 one is bad, 2 the command itself is wrong. */
  public int run(String... args) {
    List<String> paths = new ArrayList<>(List.of(args));
    boolean json = false;
    int option = paths.indexOf("--output");
    if (option >= 0) {
      if (option + 1 >= paths.size() || !List.of("json", "text").contains(paths.get(option + 1))) {
        err.println("--output must be json or text");
        return 2;
      }
      json = paths.get(option + 1).equals("json");
      paths.subList(option, option + 2).clear();
    }
    if (paths.isEmpty()) {
      err.println("check needs at least one file or folder");
      return 2;
    }
    boolean good = true;
    for (String path : paths) {
      good &= all(path, json);
    }
    out.flush();
    return good ? 0 : 1;
  }

  private boolean all(String path, boolean json) {
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
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a verdict is always JSON", e);
    }
  }
}
