package dev.berth.security;

import dev.berth.spec.AuditEntry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The audit as lines of JSON. Each line bears a digest of itself and of the line before, so that
 * one that was changed or taken out afterwards is found.
 */
public final class AuditFile {
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
      resume();
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
  }

  /** After the last line that is one: the power may have gone in the middle of the last. */
  private void resume() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    for (String line : Files.readAllLines(file)) {
      AuditChain.parse(line).ifPresent(entry -> last = entry.getString(AuditChain.CHAIN, last));
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
      Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
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
    String link = AuditChain.link(last, line);
    try {
      turn();
      try (var out =
          Files.newByteChannel(
              file,
              APPEND,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        byte[] bytes =
            (line.put(AuditChain.CHAIN, link).encode() + "\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        out.write(java.nio.ByteBuffer.wrap(bytes));
      }
      last = link;
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
