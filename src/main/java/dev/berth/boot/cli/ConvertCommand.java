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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert}: the canonical form of a manifest or of a Compose file on standard output. */
@Command(
    name = "convert",
    description = {
      "Prints the canonical form: of a manifest as YAML, of a Compose file as JSON or, with --to"
          + " manifest, as YAML.",
      "Needs neither server nor engine."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:done", "1:the file is bad", "2:the command itself is wrong"})
final class ConvertCommand implements Callable<Integer> {
  /** What comes out, as the words of {@code --to}. */
  enum Target {
    manifest,
    compose
  }

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--to",
      paramLabel = "manifest|compose",
      description = "What to print; otherwise what the file is.")
  private @Nullable Target target;

  @Option(
      names = "--env-file",
      paramLabel = "F",
      description =
          "Variables of a Compose file; otherwise those of .env beside it, never the environment.")
  private List<Path> environmentFiles = List.of();

  @Parameters(paramLabel = "FILE", description = "A manifest or a Compose file.")
  private String file = "";

  ConvertCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    try {
      Path path = Path.of(file);
      return convert(path, Files.readString(path));
    } catch (IOException | InvalidPathException e) {
      err.println(file + " cannot be read: " + e);
      return 1;
    }
  }

  private int convert(Path file, String text) {
    if (isCompose(file, text)) {
      return compose(file);
    }
    if (target == Target.compose) {
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
          target == Target.compose
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
    return new FileCheck()
        .project(file)
        .withEnvironmentFiles(environmentFiles.stream().map(FileCheck::absolute).toList());
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
    if (target == Target.manifest) {
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
