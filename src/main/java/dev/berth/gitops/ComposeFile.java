package dev.berth.gitops;

import dev.berth.compose.ComposeProblem;
import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ComposeResult;
import dev.berth.compose.ProjectFiles;
import dev.berth.disk.OutsideException;
import dev.berth.spec.AppDraft;
import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
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

  private final Tree tree;
  private final Tree.File file;

  /**
   * What the tree's root is called where the project can see it: itself for a folder, and for a
   * repository a name that is the same for every commit.
   */
  private final Path seenRoot;

  private ComposeFile(Tree tree, Tree.File file) {
    this.tree = tree;
    this.file = file;
    this.seenRoot = tree.isFolder() ? tree.root() : Path.of("/", tree.name());
  }

  static boolean is(Tree.File file) {
    return STEMS.stream()
        .anyMatch(stem -> List.of(stem + ".yaml", stem + ".yml").contains(file.name()));
  }

  /** Whether it only adds to the Compose file beside it. */
  static boolean isOverride(Tree.File file) {
    return STEMS.stream()
        .anyMatch(
            stem -> List.of(stem + ".override.yaml", stem + ".override.yml").contains(file.name()));
  }

  static Reading read(Tree tree, Tree.File file) {
    return new ComposeFile(tree, file).reading();
  }

  private Reading reading() {
    Path folder = seen(tree.base().resolve(file.folder()));
    List<String> files = new ArrayList<>();
    files.add(folder.resolve(file.name()).toString());
    String stem = file.name().substring(0, file.name().lastIndexOf('.'));
    tree.files().stream()
        .filter(beside -> beside.folder().equals(file.folder()))
        .filter(beside -> beside.name().startsWith(stem + ".override."))
        .forEach(beside -> files.add(folder.resolve(beside.name()).toString()));
    ComposeResult result =
        ComposeReader.read(
            new ComposeProject(
                folder.toString(),
                files,
                tree.isFolder() ? this::look : ProjectFiles.within(seenRoot.toString(), this::look),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
    List<Finding> findings = result.problems().stream().map(this::finding).toList();
    return new Reading(file, List.of(relative(result.draft(), folder)), findings);
  }

  private Path seen(Path real) {
    return seenRoot.resolve(tree.root().relativize(real).toString()).normalize();
  }

  private ProjectFiles.Entry look(String path) {
    Path seen = Path.of(path).normalize();
    if (!seen.startsWith(seenRoot)) {
      return new ProjectFiles.Unreadable("lies outside of the source");
    }
    try {
      Path real = tree.confined().find(seenRoot.relativize(seen));
      if (!Files.exists(real)) {
        return new ProjectFiles.Missing();
      }
      return Files.isDirectory(real)
          ? new ProjectFiles.Folder()
          : new ProjectFiles.File(tree.confined().read(real, LONGEST_FILE));
    } catch (OutsideException e) {
      return new ProjectFiles.Unreadable("leads out of the source");
    } catch (CharacterCodingException e) {
      return new ProjectFiles.Unreadable("is not UTF-8 text");
    } catch (IOException e) {
      return new ProjectFiles.Unreadable("cannot be read: " + e.getMessage());
    }
  }

  private Finding finding(ComposeProblem composeProblem) {
    boolean isHere =
        composeProblem.file().isEmpty() || composeProblem.file().endsWith("/" + file.name());
    String message =
        isHere ? composeProblem.message() : composeProblem.file() + ": " + composeProblem.message();
    OptionalInt line =
        composeProblem.line() > 0 && isHere
            ? OptionalInt.of(composeProblem.line())
            : OptionalInt.empty();
    return new Finding(line, composeProblem.path(), message, false);
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
