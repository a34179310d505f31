package dev.berth.boot.cli;

import dev.berth.compose.ComposeFiles;
import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ComposeResult;
import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.manifest.ManifestWriter;
import dev.berth.spec.App;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code convert [--to manifest|compose] [--env-file F]… FILE}: the canonical form of a manifest or
 * of a Compose file on standard output.
 */
public final class ConvertCommand {
  private final PrintStream out;
  private final PrintStream err;
  private final List<String> environmentFiles = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private String target = "";

  public ConvertCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Returns the exit status: 0 done, 1 the file is bad, 2 the command itself is wrong. */
  public int run(String... args) {
    for (int i = 0; i < args.length; i++) {
      String next = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i]) {
        case "--to" -> target = next;
        case "--env-file" -> environmentFiles.add(FileCheck.absolute(Path.of(next)));
        default -> files.add(args[i]);
      }
      i += args[i].equals("--to") || args[i].equals("--env-file") ? 1 : 0;
    }
    if (!List.of("", "manifest", "compose").contains(target)) {
      err.println("--to must be manifest or compose");
      return 2;
    }
    if (files.size() != 1) {
      err.println("convert needs exactly one file");
      return 2;
    }
    try {
      Path file = Path.of(files.getFirst());
      return convert(file, Files.readString(file));
    } catch (IOException | InvalidPathException e) {
      err.println(files.getFirst() + " cannot be read: " + e);
      return 1;
    }
  }

  private int convert(Path file, String text) {
    if (isCompose(file, text)) {
      return compose(file);
    }
    if (target.equals("compose")) {
      err.println(file + " is no Compose file; GET /v1/apps/NAME/compose tells an app as one");
      return 1;
    }
    ManifestReader.Manifest manifest = ManifestReader.read(text);
    return manifest(manifest.drafts(), new ArrayList<>(manifest.violations()));
  }

  /** What can be both is a manifest, as everywhere, unless it is none and a good Compose file. */
  private boolean isCompose(Path file, String text) {
    return switch (ComposeFiles.kind(file.toString(), text)) {
      case COMPOSE -> true;
      case OTHER -> false;
      case EITHER ->
          target.equals("compose")
              || (!isManifest(text) && ComposeReader.read(project(file)).isGood());
    };
  }

  private static boolean isManifest(String text) {
    ManifestReader.Manifest manifest = ManifestReader.read(text);
    LinkCatalog catalog = new LinkCatalog();
    return manifest.violations().isEmpty()
        && manifest.drafts().stream()
            .allMatch(
                draft -> SpecRules.check(draft, catalog.names()) instanceof Validated.Valid<App>);
  }

  private ComposeProject project(Path file) {
    return new FileCheck().project(file).withEnvironmentFiles(environmentFiles);
  }

  private int compose(Path file) {
    ComposeResult result = ComposeReader.read(project(file));
    result.warnings().forEach(warning -> err.println("warning: " + warning));
    result
        .unset()
        .forEach(name -> err.println("warning: " + name + " is not set; an empty text is used"));
    if (!result.isGood()) {
      return refused(result.violations());
    }
    if (target.equals("manifest")) {
      result.ignored().forEach(key -> err.println("warning: " + key + " means nothing to Berth"));
      return manifest(List.of(result.draft()), new ArrayList<>());
    }
    out.println(result.json());
    return 0;
  }

  private int manifest(List<AppDraft> drafts, List<Violation> violations) {
    List<String> texts = new ArrayList<>();
    LinkCatalog catalog = new LinkCatalog();
    for (AppDraft draft : drafts) {
      switch (SpecRules.check(draft, catalog.names())) {
        case Validated.Valid<App> valid -> texts.add(ManifestWriter.write(valid.value()));
        case Validated.Invalid<App> invalid -> violations.addAll(invalid.violations());
      }
    }
    if (!violations.isEmpty()) {
      return refused(violations);
    }
    out.print(String.join("---\n", texts));
    return 0;
  }

  private int refused(List<Violation> violations) {
    violations.forEach(v -> err.println((v.path() + ": ").replaceAll("^: ", "") + v.message()));
    return 1;
  }
}
