package dev.berth.intake.upload;

import dev.berth.compose.ComposeFiles;
import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ComposeResult;
import dev.berth.compose.ProjectFiles;
import dev.berth.disk.ConfinedTree;
import dev.berth.port.ProjectUploads;
import dev.berth.spec.App;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Takes Compose projects as apps. */
public final class ComposeIntake {
  /** Where a file that came alone is said to lie: under a name that names no project. */
  private static final String NOWHERE = "/-";

  /** Names that Docker Compose looks for, in its order. */
  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

  private ComposeIntake() {}

  /**
   * A project as an app.
   *
   * @param unset variables that have no value
   */
  public record Project(
      AppDraft draft, List<String> warnings, List<String> ignored, List<String> unset) {
    public Project {
      warnings = List.copyOf(warnings);
      ignored = List.copyOf(ignored);
      unset = List.copyOf(unset);
    }
  }

  /** Whether a text can only be a Compose file. */
  public static boolean isComposeFile(String text) {
    return ComposeFiles.kind("", text) == ComposeFiles.Kind.COMPOSE;
  }

  /** Reads one file. */
  public static Validated<Project> read(
      Optional<String> name, Map<String, String> variables, String text) {
    String file = NOWHERE + "/" + NAMES.getFirst();
    ComposeResult result =
        ComposeReader.read(named(ComposeProject.of(file, alone(file, text)), name).with(variables));
    return result.isGood()
        ? project(result, new InlinedProject(Path.of(NOWHERE), Optional.empty()))
        : new Validated.Invalid<>(
            result.violations().stream().map(ComposeIntake::withoutFolder).toList());
  }

  /** What is wrong with a file that came alone may be that it did. */
  private static Violation withoutFolder(Violation found) {
    String message = found.message();
    return message.contains(NOWHERE + "/") || message.endsWith("is not there")
        ? new Violation(
            found.path(),
            message.replace(NOWHERE + "/", "./")
                + "; the file came alone: send the whole folder as application/x-tar,"
                + " application/gzip or application/zip")
        : found;
  }

  private static ProjectFiles alone(String file, String text) {
    return ProjectFiles.within(NOWHERE, ProjectFiles.of(Map.of(file, text)));
  }

  /** Reads an unpacked folder, or the only folder in it. */
  public static Validated<Project> read(
      Optional<String> name, Map<String, String> variables, ProjectUploads.Upload upload) {
    Optional<Path> file = UploadedFiles.composeFile(upload.folder(), NAMES);
    if (file.isEmpty()) {
      return new Validated.Invalid<>(
          List.of(new Violation("", "the folder has none of " + String.join(", ", NAMES))));
    }
    Path folder = Objects.requireNonNull(file.get().getParent(), "a file lies in a folder");
    UploadedFiles disk = new UploadedFiles(ConfinedTree.own(upload.folder()));
    ComposeProject project =
        ComposeProject.of(file.get().toString(), ProjectFiles.within(folder.toString(), disk));
    Validated<Project> read =
        project(
            ComposeReader.read(named(project, name).with(variables)),
            new InlinedProject(folder, Optional.of(disk)));
    return read instanceof Validated.Valid<Project> valid ? pinned(valid.value(), upload) : read;
  }

  /** What is built from the folder is kept before the folder goes. */
  private static Validated<Project> pinned(Project project, ProjectUploads.Upload upload) {
    AppDraft draft = project.draft();
    return switch (upload.contexts().pin(draft.app(), draft)) {
      case Validated.Invalid<App> invalid -> new Validated.Invalid<>(invalid.violations());
      case Validated.Valid<App> valid ->
          new Validated.Valid<>(
              new Project(
                  draft.of(valid.value()), project.warnings(), project.ignored(), project.unset()));
    };
  }

  private static ComposeProject named(ComposeProject project, Optional<String> name) {
    return name.map(project::named).orElse(project);
  }

  private static Validated<Project> project(ComposeResult result, InlinedProject folder) {
    if (!result.isGood()) {
      return new Validated.Invalid<>(result.violations());
    }
    AppDraft draft = folder.inlined(result.draft());
    List<String> ignored = new ArrayList<>(result.ignored());
    draft.notices().forEach(notice -> ignored.add(notice.path()));
    return new Validated.Valid<>(new Project(draft, result.warnings(), ignored, result.unset()));
  }
}
