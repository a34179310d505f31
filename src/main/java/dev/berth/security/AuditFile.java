package dev.berth.security;

import dev.berth.spec.AuditEntry;
import dev.berth.spec.TokenValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The audit as lines of JSON. Each line bears a digest of itself and of the line before, so that
 * one that was changed or taken out afterwards is found.
 */
public final class AuditFile {
  private static final String CHAIN = "chain";
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

  private final Path file;
  private final long mostBytes;
  private String last = "";

  /**
   * Goes on where the file ends.
   *
   * @param mostBytes from where on a new file is begun; the one before stays as {@code FILE.1}
   */
  public AuditFile(Path file, long mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (!lines.isEmpty()) {
        last = new JsonObject(lines.getLast()).getString(CHAIN, "");
      }
    } catch (IOException | io.vertx.core.json.DecodeException e) {
      last = "";
    }
  }

  synchronized void append(AuditEntry entry) {
    JsonObject line =
        new JsonObject()
            .put("time", entry.time().toString())
            .put("who", entry.who())
            .put("from", entry.from())
            .put("what", entry.what())
            .put("code", entry.code())
            .put("result", entry.result());
    entry.before().ifPresent(digest -> line.put("before", digest));
    entry.after().ifPresent(digest -> line.put("after", digest));
    last = TokenValue.hash(last + line.encode());
    try {
      turn();
      try (var out =
          Files.newByteChannel(
              file,
              APPEND,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        byte[] bytes =
            (line.put(CHAIN, last).encode() + "\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        out.write(java.nio.ByteBuffer.wrap(bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file, e);
    }
  }

  private void turn() throws IOException {
    if (Files.exists(file) && Files.size(file) > mostBytes) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
