package dev.berth.gitops;

import dev.berth.manifest.ManifestReader;
import dev.berth.manifest.YamlLines;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a file declares, as far as it can be told without looking at anything else.
 *
 * @param findings that are wrong with the file as a whole
 */
record ParsedFile(SourceTree.File file, List<AppDraft> drafts, List<FileError> findings) {
  ParsedFile {
    drafts = List.copyOf(drafts);
    findings = List.copyOf(findings);
  }

  /** Of each file that declares something by itself. */
  static List<ParsedFile> of(SourceTree sourceTree) {
    return sourceTree.files().stream()
        .filter(file -> !ComposeFile.isOverride(file))
        .map(file -> of(sourceTree, file))
        .toList();
  }

  private static ParsedFile of(SourceTree sourceTree, SourceTree.File file) {
    if (file.fault().isPresent()) {
      return new ParsedFile(file, List.of(), List.of(file.fault().get()));
    }
    return ComposeFile.is(file) ? ComposeFile.read(sourceTree, file) : manifest(file);
  }

  private static ParsedFile manifest(SourceTree.File file) {
    ManifestReader.Manifest manifest = ManifestReader.read(file.text());
    List<FileError> findings = new ArrayList<>();
    if (!manifest.violations().isEmpty()) {
      YamlLines lines = YamlLines.of(file.text());
      manifest.violations().forEach(v -> findings.add(FileError.of(line(lines.find(v)), v)));
    }
    manifest.resources().forEach(r -> findings.add(notAnApp(r.kind())));
    return new ParsedFile(file, manifest.drafts(), findings);
  }

  private static FileError notAnApp(String kind) {
    return FileError.of(
        "declares a " + kind + ": files declare apps only; send it to Berth's API as admin");
  }

  /** With the line where the draft's text has that path. */
  FileError finding(AppDraft draft, Violation violation) {
    return FileError.of(
        line(YamlLines.of(file.text()).find(drafts.indexOf(draft), violation.path())), violation);
  }

  private static OptionalInt line(Optional<YamlLines.Place> place) {
    return place.map(at -> OptionalInt.of(at.line())).orElse(OptionalInt.empty());
  }

  /** Names of the apps that it declares, good or bad. */
  List<String> apps() {
    return drafts.stream()
        .map(draft -> draft.app().name())
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** Whether its text, which says nothing else that can be trusted, has that word. */
  boolean mentions(String app) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(app) + "(?![\\w-])")
        .matcher(file.text())
        .find();
  }
}
