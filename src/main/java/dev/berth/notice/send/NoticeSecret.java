package dev.berth.notice.send;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret of a target, as it is set or in a file, which is read each time: it may change. */
public sealed interface NoticeSecret {

  String read() throws IOException;

  /** In the settings themselves. */
  record Written(String text) implements NoticeSecret {
    @Override
    public String read() {
      return text;
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /** In a file, without the end of its line. */
  record InFile(Path file) implements NoticeSecret {
    @Override
    public String read() throws IOException {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
  }
}
