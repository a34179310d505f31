package dev.berth.security;

import dev.berth.spec.AuditEntry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
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

  /** After the last line that is whole: the power may have gone in the middle of the last. */
  private void resume() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    long whole = cutBack();
    for (String line : Files.readAllLines(file)) {
      AuditChain.parse(line).ifPresent(entry -> last = entry.getString(AuditChain.CHAIN, last));
    }
    if (whole > 0) {
      append(cut(whole));
    }
  }

  /** Takes half a line off the end; so many bytes. */
  private long cutBack() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    truncate(end);
    return (long) bytes.length - end;
  }

  private void truncate(long size) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  /** That something was cut off is told, for nobody can tell what it was. */
  private static AuditEntry cut(long bytes) {
    return new AuditEntry(
        0,
        Instant.now(),
        "berth",
        "",
        "CUT half a line of " + bytes + " bytes, which was never written to its end",
        0,
        Optional.empty(),
        Optional.empty());
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
    byte[] bytes =
        (line.put(AuditChain.CHAIN, link).encode() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      turn();
      write(ByteBuffer.wrap(bytes));
      last = link;
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file, e);
    }
  }

  /** All of it or nothing: a full disk takes half a line. */
  private void write(ByteBuffer line) throws IOException {
    long before = Files.exists(file) ? Files.size(file) : 0;
    try (var out =
        Files.newByteChannel(
            file,
            APPEND,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      while (line.hasRemaining()) {
        out.write(line);
      }
    } catch (IOException e) {
      if (Files.exists(file)) {
        truncate(before);
      }
      throw e;
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
