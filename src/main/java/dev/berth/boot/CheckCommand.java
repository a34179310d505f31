package dev.berth.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.AppDraft;
import dev.berth.spec.Checked;
import dev.berth.spec.SpecRules;
import dev.berth.spec.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code check [--output json] PATH…}: a verdict on each file, without server or engine. */
final class CheckCommand {
  private final PrintStream out;
  private final PrintStream err;
  private final LinkCatalog catalog = new LinkCatalog();

  CheckCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Returns the exit status: 0 all are good, 1 one is bad, 2 the command itself is wrong. */
  int run(String... args) {
    List<String> files = new ArrayList<>(List.of(args));
    boolean json = false;
    int option = files.indexOf("--output");
    if (option >= 0) {
      if (option + 1 >= files.size() || !List.of("json", "text").contains(files.get(option + 1))) {
        err.println("--output must be json or text");
        return 2;
      }
      json = files.get(option + 1).equals("json");
      files.subList(option, option + 2).clear();
    }
    if (files.isEmpty()) {
      err.println("check needs at least one file");
      return 2;
    }
    boolean good = true;
    for (String file : files) {
      List<Violation> violations = check(Path.of(file));
      good &= violations.isEmpty();
      out.println(json ? asJson(file, violations) : asText(file, violations));
    }
    return good ? 0 : 1;
  }

  private List<Violation> check(Path file) {
    try {
      ManifestReader.Manifest manifest = ManifestReader.read(Files.readString(file));
      List<Violation> all = new ArrayList<>(manifest.violations());
      for (AppDraft draft : manifest.drafts()) {
        if (SpecRules.check(draft, catalog.names()) instanceof Checked.Invalid<App> invalid) {
          all.addAll(invalid.violations());
        }
        all.addAll(draft.denials());
      }
      return all;
    } catch (MalformedInputException e) {
      return List.of(new Violation("", "is not UTF-8 text"));
    } catch (IOException e) {
      return List.of(new Violation("", "cannot be read: " + e));
    }
  }

  private static String asText(String file, List<Violation> violations) {
    StringBuilder text = new StringBuilder(file).append(violations.isEmpty() ? ": ok" : ": bad");
    for (Violation violation : violations) {
      String path = violation.path().isEmpty() ? "" : violation.path() + ": ";
      text.append("\n  ").append(path).append(violation.message());
    }
    return text.toString();
  }

  private static String asJson(String file, List<Violation> violations) {
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("file", file);
    verdict.put("ok", violations.isEmpty());
    verdict.put("violations", violations);
    try {
      return new ObjectMapper().writeValueAsString(verdict);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a verdict is always JSON", e);
    }
  }
}
