package dev.berth.client.verb;

import dev.berth.client.ClientShell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A question that is answered with yes or no; no answer is no. */
final class Question {
  private Question() {}

  static boolean isYes(ClientShell shell, String question) throws IOException {
    shell.err().print(question + " [y/N] ");
    shell.err().flush();
    String line =
        new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8)).readLine();
    String answer = line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }
}
