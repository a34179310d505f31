package dev.berth.query;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts output, which comes in pieces, into lines. */
final class LineCutter {
  /** What goes on without an end is cut, as the engine's own log cuts it. */
  private static final int LONGEST_LINE = 16 * 1024;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  LineCutter(Consumer<String> lines) {
    this.lines = lines;
  }

  synchronized void cut(byte[] piece) {
    for (byte b : piece) {
      if (b == '\n' || bytes.size() == LONGEST_LINE) {
        flush();
      }
      if (b != '\n') {
        bytes.write(b);
      }
    }
  }

  /** What has no end is a line, too. */
  synchronized void end() {
    if (bytes.size() > 0) {
      flush();
    }
  }

  private void flush() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
