package dev.berth.client;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a verb has of the process that it runs in.
 *
 * @param folder what relative paths begin at
 * @param userHome of the user
 * @param isTerminal whether a person sits at both ends, who can be asked and shown colours
 * @param connections that verbs have opened; who made the shell closes them
 */
public record ClientShell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path folder,
    Path userHome,
    boolean isTerminal,
    Clock clock,
    ClientConnections connections) {

  /** Colours are for people, unless they want none (no-color.org). */
  public boolean isColoured() {
    return isTerminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  public BerthClient connect(Optional<String> context) {
    return connections.open(new ServerChoice(environment, userHome).choose(context));
  }
}
