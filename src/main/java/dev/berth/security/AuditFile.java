package dev.berth.security;

import dev.berth.state.AuditEntry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The audit as lines of JSON. Each line bears a digest of itself and of the line before, so that
 * one that was changed or taken out afterwards is found.
 */
public final class AuditFile {
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

  private static final System.Logger LOG = System.getLogger(AuditFile.class.getName());

  private final Path file;
  private final String name;
  private final long mostBytes;

  /** What is in the file and nobody has been told of. */
  private final List<Written> fresh = new ArrayList<>();

  private String last = "";

  /** Bytes, as this Berth left it. */
  private long left;

  /** An entry in the file, and the digest that it bears. */
  record Written(AuditEntry entry, String digest) {}

  /**
   * Goes on where the file ends.
   *
   * @param name tells it from those of other Berths
   * @param mostBytes from where on a new file is begun; the one before stays as {@code FILE.1}
   * @param end the digest that it ended with when it was written last, as remembered elsewhere
   */
  public AuditFile(Path file, String name, long mostBytes, Optional<String> end) {
    this.file = file;
    this.name = name;
    this.mostBytes = mostBytes;
    try {
      resume(end);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
  }

  String name() {
    return name;
  }

  /** After the last line that is whole: the power may have gone in the middle of the last. */
  private void resume(Optional<String> end) throws IOException {
    long half = Files.exists(file) ? cutBack() : 0;
    Set<String> known = new HashSet<>(links(file.resolveSibling(file.getFileName() + ".1")));
    List<String> mine = links(file);
    known.addAll(mine);
    last = mine.isEmpty() ? "" : mine.getLast();
    left = size();
    if (half > 0) {
      add(own("CUT half a line of " + half + " bytes, which was never written to its end"));
    }
    end.filter(digest -> !known.contains(digest)).ifPresent(this::mark);
  }

  private static List<String> links(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream()
            .flatMap(line -> AuditChain.parse(line).stream())
            .map(line -> line.getString(AuditChain.CHAIN, ""))
            .filter(link -> !link.isEmpty())
            .toList()
        : List.of();
  }

  /** The chain goes on from what was written last, as if nothing were lost. */
  private void mark(String end) {
    LOG.log(
        Level.WARNING,
        "{0} was deleted or cut: entries of the audit are lost (GET /v1/audit may have them still);"
            + " it goes on with a line that says so",
        file);
    last = end;
    add(own(AuditChain.BREAK + "lines up to digest " + end + " were deleted or cut off"));
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

  /** What Berth itself has to say in it. */
  private static AuditEntry own(String what) {
    return new AuditEntry(
        0, Instant.now(), "berth", "", what, 0, Optional.empty(), Optional.empty());
  }

  /** Writes an entry; what is in the file since the last time, that entry last. */
  synchronized List<Written> append(AuditEntry entry) {
    try {
      if (size() < left) {
        long unused = Files.exists(file) ? cutBack() : 0;
        mark(last);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
    add(entry);
    List<Written> all = List.copyOf(fresh);
    fresh.clear();
    return all;
  }

  private long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private void add(AuditEntry entry) {
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
      left = size();
      fresh.add(new Written(entry, link));
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file, e);
    }
  }

  /** All of it or nothing: a full disk takes half a line. */
  private void write(ByteBuffer line) throws IOException {
    long before = size();
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
