package dev.berth.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be read.
 *
 * @param folder the project's folder, an absolute path; relative paths in the files are below it,
 *     and its {@code .env} is read
 * @param composeFiles absolute paths, the later ones over the earlier; at least one
 * @param files where to find them and what they name
 * @param variables given with the request; they win over those of {@code .env}. The server's own
 *     environment is never looked at
 * @param environmentFiles to be read in place of {@code .env}; empty for the usual one
 * @param name of the project, over the one in the files
 * @param home what {@code ~} stands for
 */
public record ComposeProject(
    String folder,
    List<String> composeFiles,
    ProjectFiles files,
    Map<String, String> variables,
    List<String> environmentFiles,
    Optional<String> name,
    Optional<String> home) {

  public ComposeProject {
    composeFiles = List.copyOf(composeFiles);
    variables = Map.copyOf(variables);
    environmentFiles = List.copyOf(environmentFiles);
    if (composeFiles.isEmpty()) {
      throw new IllegalArgumentException("a project has at least one Compose file");
    }
  }

  /** A project of one file, in the folder that holds it. */
  public static ComposeProject of(String composeFile, ProjectFiles files) {
    return new ComposeProject(
        Paths.parent(composeFile),
        List.of(composeFile),
        files,
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with variables of the request. */
  public ComposeProject with(Map<String, String> moreVariables) {
    return new ComposeProject(
        folder, composeFiles, files, moreVariables, environmentFiles, name, home);
  }

  /** The same under another name. */
  public ComposeProject named(String otherName) {
    return new ComposeProject(
        folder, composeFiles, files, variables, environmentFiles, Optional.of(otherName), home);
  }

  /** The same with other files in place of {@code .env}. */
  public ComposeProject withEnvironmentFiles(List<String> others) {
    return new ComposeProject(folder, composeFiles, files, variables, others, name, home);
  }

  /** The same with a home folder. */
  public ComposeProject withHome(String folderOfHome) {
    return new ComposeProject(
        folder, composeFiles, files, variables, environmentFiles, name, Optional.of(folderOfHome));
  }
}
