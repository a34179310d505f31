package dev.berth.gitops;

import dev.berth.manifest.ManifestReader;
import dev.berth.manifest.YamlLines;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file declares, as far as it can be told without looking at anything else.
 *
 * @param findings that are wrong with the file as a whole
 */
record ParsedFile(SourceTree.File file, List<AppDraft> drafts, List<FileError> findings) {
  /** What YAML's reader says of broken text. */
  private static final Pattern LINE =
      Pattern.compile("line (\\d+), column \\d+: .*", Pattern.DOTALL);

  private static final Pattern DOCUMENT = Pattern.compile("\\[(\\d+)]\\.?(.*)");

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
    manifest.violations().forEach(v -> findings.add(whole(file.text(), v)));
    manifest.resources().forEach(r -> findings.add(notAnApp(r.kind())));
    return new ParsedFile(file, manifest.drafts(), findings);
  }

  private static FileError notAnApp(String kind) {
    return FileError.of(
        "declares a " + kind + ": files declare apps only; send it to Berth's API as admin");
  }

  private static FileError whole(String text, Violation violation) {
    Matcher broken = LINE.matcher(violation.message());
    if (broken.matches()) {
      return FileError.of(OptionalInt.of(Integer.parseInt(broken.group(1))), violation);
    }
    Matcher document = DOCUMENT.matcher(violation.path());
    return document.matches()
        ? FileError.of(
            YamlLines.find(text, Integer.parseInt(document.group(1)), document.group(2)), violation)
        : FileError.of(YamlLines.find(text, 0, violation.path()), violation);
  }

  /** With the line where the draft's text has that path. */
  FileError finding(AppDraft draft, Violation violation) {
    return FileError.of(
        YamlLines.find(file.text(), drafts.indexOf(draft), violation.path()), violation);
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
