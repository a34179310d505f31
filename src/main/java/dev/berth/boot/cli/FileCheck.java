package dev.berth.boot.cli;

import dev.berth.compose.ComposeFiles;
import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ComposeResult;
import dev.berth.compose.ProjectFiles;
import dev.berth.intake.upload.LocalFiles;
import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads one file, as what it is. */
final class FileCheck {
  /** As a Berth is that nobody has opened. */
  private static final Policy STRICT = new Policy(List.of(), List.of());

  private final LinkCatalog catalog = new LinkCatalog();
  private final ProjectFiles disk = LocalFiles.anywhere();

  /**
   * What a file is worth.
   *
   * @param violations what is wrong with it
   * @param warnings what does no harm, or what this Berth will refuse though the file is good
   */
  record Verdict(List<Violation> violations, List<String> warnings) {}

  Verdict check(Path file) {
    return switch (disk.look(absolute(file))) {
      case ProjectFiles.File found -> check(file, found.text());
      case ProjectFiles.Folder folder -> bad("is a folder");
      case ProjectFiles.Missing missing -> bad("is not there");
      case ProjectFiles.Unreadable other -> bad(other.reason());
    };
  }

  static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  private static Verdict bad(String message) {
    return new Verdict(List.of(new Violation("", message)), List.of());
  }

  private Verdict check(Path file, String text) {
    return switch (ComposeFiles.kind(file.toString(), text)) {
      case COMPOSE -> compose(file);
      case OTHER -> manifest(text);
      case EITHER -> {
        Verdict verdict = compose(file);
        Verdict other = verdict.violations().isEmpty() ? verdict : manifest(text);
        yield other.violations().isEmpty() ? other : verdict;
      }
    };
  }

  private Verdict compose(Path file) {
    ComposeResult result = ComposeReader.read(project(file));
    List<String> warnings = new ArrayList<>(result.warnings());
    result.ignored().forEach(key -> warnings.add(key + ": means nothing to Berth"));
    if (result.isGood()) {
      Stream.concat(ours(result.draft()).stream(), denied(result.draft()).stream())
          .forEach(v -> warnings.add(v.path() + ": " + v.message()));
    }
    return new Verdict(result.violations(), warnings);
  }

  ComposeProject project(Path file) {
    return ComposeProject.of(absolute(file), disk).withHome(System.getProperty("user.home", "/"));
  }

  /** What this Berth says about an app. */
  List<Violation> ours(AppDraft draft) {
    return SpecRules.check(draft, catalog.names()) instanceof Validated.Invalid<App> invalid
        ? invalid.violations()
        : List.of();
  }

  /** What a Berth that nobody has opened refuses, wherever it runs. */
  private static List<Violation> denied(AppDraft draft) {
    List<Violation> all = new ArrayList<>(draft.denials());
    all.addAll(STRICT.escapes(draft));
    return all;
  }

  private Verdict manifest(String text) {
    ManifestReader.Manifest manifest = ManifestReader.read(text);
    List<Violation> all = new ArrayList<>(manifest.violations());
    for (AppDraft draft : manifest.drafts()) {
      all.addAll(ours(draft));
      all.addAll(denied(draft));
    }
    for (ResourceDraft draft : manifest.resources()) {
      all.addAll(draft.violations());
    }
    return new Verdict(all, List.of());
  }
}
