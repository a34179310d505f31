package dev.berth.gitops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a file.
 *
 * @param apps that it declares
 */
record FileResult(String file, Outcome outcome, List<String> apps, List<FileError> findings) {

  /** What a sync did with a file. */
  enum Outcome {
    APPLIED,
    UNCHANGED,
    FAILED,
    /** It declares what has failed already and was rolled back. */
    QUARANTINED
  }

  FileResult {
    apps = List.copyOf(apps);
    findings = List.copyOf(findings);
  }

  static FileResult failed(String file, List<String> apps, List<FileError> findings) {
    return new FileResult(file, Outcome.FAILED, apps, findings);
  }

  /** Of a file whose apps were brought to the intake. */
  static FileResult of(
      ParsedFile parsedFile,
      boolean isChanged,
      List<FileError> findings,
      List<FileError> quarantined) {
    String file = parsedFile.file().path();
    if (!findings.isEmpty()) {
      return failed(file, parsedFile.apps(), findings);
    }
    if (!quarantined.isEmpty()) {
      return new FileResult(file, Outcome.QUARANTINED, parsedFile.apps(), quarantined);
    }
    Outcome outcome = isChanged ? Outcome.APPLIED : Outcome.UNCHANGED;
    return new FileResult(file, outcome, parsedFile.apps(), List.of());
  }

  boolean isFailed() {
    return outcome == Outcome.FAILED;
  }

  /** Whether waiting may help. */
  boolean isPassing() {
    return isFailed() && findings.stream().allMatch(FileError::passing);
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", file);
    tree.put("result", outcome.name().toLowerCase(Locale.ROOT));
    tree.put("apps", apps);
    if (!findings.isEmpty()) {
      tree.putAll(findings.getFirst().tree());
      tree.put("violations", findings.stream().map(FileError::tree).toList());
    }
    return tree;
  }
}
