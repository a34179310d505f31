package dev.berth.gitops;

import dev.berth.compose.ComposeProblem;
import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ComposeResult;
import dev.berth.compose.ProjectFiles;
import dev.berth.disk.OutsideException;
import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.spec.validation.AppDraft;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A Compose file of a tree, with the override and the {@code .env} beside it. It may look at the
 * files of the tree and at nothing else of this machine.
 */
final class ComposeFile {
  /** Nobody writes larger ones by hand. */
  private static final long LONGEST_FILE = 4L << 20;

  private static final List<String> STEMS = List.of("compose", "docker-compose");

  private final SourceTree sourceTree;
  private final SourceTree.File file;

  /**
   * What the tree's root is called where the project can see it: itself for a folder, and for a
   * repository a name that is the same for every commit.
   */
  private final Path seenRoot;

  private ComposeFile(SourceTree sourceTree, SourceTree.File file) {
    this.sourceTree = sourceTree;
    this.file = file;
    this.seenRoot = sourceTree.isFolder() ? sourceTree.root() : Path.of("/", sourceTree.name());
  }

  static boolean is(SourceTree.File file) {
    return STEMS.stream()
        .anyMatch(stem -> List.of(stem + ".yaml", stem + ".yml").contains(file.name()));
  }

  /** Whether it only adds to the Compose file beside it. */
  static boolean isOverride(SourceTree.File file) {
    return STEMS.stream()
        .anyMatch(
            stem -> List.of(stem + ".override.yaml", stem + ".override.yml").contains(file.name()));
  }

  static ParsedFile read(SourceTree sourceTree, SourceTree.File file) {
    return new ComposeFile(sourceTree, file).reading();
  }

  private ParsedFile reading() {
    Path folder = seen(sourceTree.base().resolve(file.folder()));
    List<String> files = new ArrayList<>();
    files.add(folder.resolve(file.name()).toString());
    String stem = file.name().substring(0, file.name().lastIndexOf('.'));
    sourceTree.files().stream()
        .filter(beside -> beside.folder().equals(file.folder()))
        .filter(beside -> beside.name().startsWith(stem + ".override."))
        .forEach(beside -> files.add(folder.resolve(beside.name()).toString()));
    ComposeResult result =
        ComposeReader.read(
            new ComposeProject(
                folder.toString(),
                files,
                sourceTree.isFolder()
                    ? this::look
                    : ProjectFiles.within(seenRoot.toString(), this::look),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
    List<FileError> findings = result.problems().stream().map(this::finding).toList();
    return new ParsedFile(file, List.of(relative(result.draft(), folder)), findings);
  }

  private Path seen(Path real) {
    return seenRoot.resolve(sourceTree.root().relativize(real).toString()).normalize();
  }

  private ProjectFiles.Entry look(String path) {
    Path seen = Path.of(path).normalize();
    if (!seen.startsWith(seenRoot)) {
      return new ProjectFiles.Unreadable("lies outside of the source");
    }
    try {
      Path real = sourceTree.confined().find(seenRoot.relativize(seen));
      if (!Files.exists(real)) {
        return new ProjectFiles.Missing();
      }
      return Files.isDirectory(real)
          ? new ProjectFiles.Folder()
          : new ProjectFiles.File(sourceTree.confined().read(real, LONGEST_FILE));
    } catch (OutsideException e) {
      return new ProjectFiles.Unreadable("leads out of the source");
    } catch (CharacterCodingException e) {
      return new ProjectFiles.Unreadable("is not UTF-8 text");
    } catch (IOException e) {
      return new ProjectFiles.Unreadable("cannot be read: " + e.getMessage());
    }
  }

  private FileError finding(ComposeProblem composeProblem) {
    boolean isHere =
        composeProblem.file().isEmpty() || composeProblem.file().endsWith("/" + file.name());
    String message =
        isHere ? composeProblem.message() : composeProblem.file() + ": " + composeProblem.message();
    OptionalInt line =
        composeProblem.line() > 0 && isHere
            ? OptionalInt.of(composeProblem.line())
            : OptionalInt.empty();
    return new FileError(line, composeProblem.path(), message, false);
  }

  /** Contexts as they stay from commit to commit: seen from the file. */
  private static AppDraft relative(AppDraft draft, Path folder) {
    TreeMap<String, Service> services = new TreeMap<>();
    draft
        .app()
        .services()
        .forEach((name, service) -> services.put(name, relative(service, folder)));
    return draft.of(draft.app().withServices(services));
  }

  private static Service relative(Service service, Path folder) {
    if (service.image() instanceof ImageSource.Build build
        && build.context() instanceof BuildContext.Folder context
        && Path.of(context.path()).isAbsolute()) {
      String inside = folder.relativize(Path.of(context.path()).normalize()).toString();
      return service.withImage(
          build.withContext(new BuildContext.Folder(inside.isEmpty() ? "." : inside)));
    }
    return service;
  }
}
