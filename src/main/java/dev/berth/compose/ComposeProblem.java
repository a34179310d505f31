package dev.berth.compose;

import dev.berth.spec.validation.Violation;

/**
 * One thing wrong with a project.
 *
 * @param file where, an absolute path
 * @param line in it, from 1; 0 if there is no line to name
 * @param path in the file's own terms: {@code services.web.ports[0]}
 * @param message what is wrong
 */
public record ComposeProblem(String file, int line, String path, String message) {

  /** For an answer: the message begins with file and line. */
  public Violation violation() {
    String name = file.substring(file.lastIndexOf('/') + 1);
    String where = line > 0 ? name + ":" + line : name;
    return new Violation(path, where + ": " + message);
  }
}
