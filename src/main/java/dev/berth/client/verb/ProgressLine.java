package dev.berth.client.verb;

import dev.berth.client.ClientShell;
import dev.berth.client.text.Paint;
import dev.berth.client.text.Printable;

/**
 * How far it is, on standard error: one line that is written over on a terminal, a line for each
 * change elsewhere.
 */
final class ProgressLine implements AutoCloseable {
  private static final String BEGIN_ANEW = "\r\033[K";
  private static final int LONGEST = 110;

  private final ClientShell shell;
  private String last = "";
  private boolean isClosed;

  ProgressLine(ClientShell shell) {
    this.shell = shell;
  }

  synchronized void show(String text) {
    String line = Printable.line(text);
    if (isClosed || line.equals(last)) {
      return;
    }
    last = line;
    if (shell.isTerminal()) {
      String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
      shell.err().print(BEGIN_ANEW + new Paint(shell.isColoured()).faint(cut));
      shell.err().flush();
    } else {
      shell.err().println(line);
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (shell.isTerminal() && !last.isEmpty()) {
      shell.err().print(BEGIN_ANEW);
      shell.err().flush();
    }
  }
}
