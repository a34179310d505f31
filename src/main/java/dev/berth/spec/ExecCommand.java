package dev.berth.spec;

import java.util.List;
import java.util.Optional;

/**
 * A command in a running container that somebody follows.
 *
 * @param stdin whether it is given input
 * @param terminal whether it has a terminal: then there is one output, with both in it
 * @param user in place of the container's
 * @param size of the terminal, at first
 */
public record ExecCommand(
    List<String> command,
    boolean stdin,
    boolean terminal,
    Optional<String> user,
    Optional<String> workingDir,
    Optional<TerminalSize> size) {
  public ExecCommand {
    command = List.copyOf(command);
  }

  /** As it would be typed, as far as a line may be. */
  public String text(int longest) {
    String text = String.join(" ", command).replaceAll("\\p{Cntrl}+", " ");
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
