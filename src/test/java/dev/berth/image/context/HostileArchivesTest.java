package dev.berth.image.context;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.port.ContextUploads.Refused;
import dev.berth.port.ProjectUploads;
import dev.berth.state.secret.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Issue 17: archives that are small, and say that they are not. */
class HostileArchivesTest {
  private static final int BLOCK = 512;
  private static final long LIMIT = 128 << 20;
  private static final byte[] END = new byte[2 * BLOCK];

  @TempDir Path folder;

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
    try (Stream<Path> projects = Files.list(Files.createDirectories(folder.resolve("projects")))) {
      assertThat(projects).isEmpty();
    }
  }

  private Refused context(InputStream archive) {
    return (Refused)
        new UploadedContexts(new ContextStore(folder.resolve("contexts")), LIMIT).take(archive, 0);
  }

  private ProjectUploads.Upload project(InputStream archive) throws ProjectUploads.Refused {
    return new UploadedProjects(
            new ContextStore(folder.resolve("contexts")),
            folder.resolve("projects"),
            LIMIT,
            Secrets.none())
        .open(archive);
  }

  private static byte[] header(String name, byte type, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setSize(size);
    byte[] header = new byte[BLOCK];
    entry.writeEntryHeader(header);
    return header;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] blocks(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return Arrays.copyOf(bytes, (bytes.length + BLOCK - 1) / BLOCK * BLOCK);
  }

  private static byte[] pax(String key, int letters) {
    String value = "n".repeat(letters);
    int rest = key.length() + letters + 3;
    int length = rest + String.valueOf(rest + 6).length();
    String line = length + " " + key + "=" + value + "\n";
    return joined(header("pax", (byte) 'x', line.length()), blocks(line));
  }

  private static byte[] repeated(byte[] block, int times) {
    byte[] all = new byte[block.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(block, 0, all, i * block.length, block.length);
    }
    return all;
  }

  private static InputStream zeros() {
    return new InputStream() {
      @Override
      public int read() {
        return 0;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        Arrays.fill(bytes, offset, offset + length, (byte) 0);
        return length;
      }
    };
  }

  private static byte[] gzip(InputStream content, long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] block = new byte[1 << 16];
      for (long left = length; left > 0; left -= block.length) {
        gzip.write(block, 0, content.read(block));
      }
    }
    return bytes.toByteArray();
  }

  private static Stream<Arguments> archives() {
    byte[] file = header("f", (byte) '0', 0);
    byte[] said = header("f", (byte) 'L', 400 << 20);
    return Stream.of(
        Arguments.of(
            "a long name of 60,000 bytes",
            joined(header("l", (byte) 'L', 60_000), blocks("n".repeat(60_000)), file, END)),
        Arguments.of("a name said to have 400 MB", joined(said, file, END)),
        Arguments.of(
            "a link's name said to have 400 MB", joined(header("f", (byte) 'K', 400 << 20), END)),
        Arguments.of(
            "extended headers said to have 400 MB",
            joined(header("f", (byte) 'x', 400 << 20), END)),
        Arguments.of(
            "global headers said to have 400 MB", joined(header("f", (byte) 'g', 400 << 20), END)),
        Arguments.of("an extended name of 60,000 bytes", joined(pax("path", 60_000), file, END)),
        Arguments.of(
            "headers without an entry", joined(repeated(pax("comment", 10), 20_000), file, END)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("archives")
  void isRefusedBeforeItCostsAnything(String what, byte[] archive) throws IOException {
    assertThat(context(new ByteArrayInputStream(archive)).isTooBig()).isFalse();
    byte[] packed =
        gzip(new ByteArrayInputStream(joined(archive, new byte[1 << 16])), archive.length);
    assertThat(context(new ByteArrayInputStream(packed)).isTooBig()).isFalse();
    assertThatThrownBy(() -> project(new ByteArrayInputStream(archive)))
        .isInstanceOf(ProjectUploads.Refused.class);
  }

  @Test
  void countsEachEntryOfOneName() {
    byte[] archive = repeated(header("f/", (byte) '5', 0), 100_001);

    assertThatThrownBy(() -> project(new ByteArrayInputStream(archive)))
        .isInstanceOf(ProjectUploads.Refused.class)
        .hasMessageContaining("100000 files");
    assertThat(context(new ByteArrayInputStream(repeated(archive, 2))).why())
        .contains("200000 entries");
  }

  @Test
  void countsTheEntriesOfAZipByItsDirectory() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < 70_000; i++) {
        zip.putNextEntry(new ZipEntry("f" + i));
        zip.closeEntry();
      }
    }

    assertThat(context(new ByteArrayInputStream(bytes.toByteArray())).why())
        .contains("65535 entries");
  }

  @Test
  void doesNotReadForEverBehindTheEnd() throws IOException {
    byte[] archive = joined(header("f", (byte) '0', 0), END);
    Supplier<InputStream> endless =
        () -> new SequenceInputStream(new ByteArrayInputStream(archive), zeros());

    assertThatThrownBy(() -> project(endless.get()))
        .isInstanceOf(ProjectUploads.Refused.class)
        .hasMessageContaining("after its end");
    byte[] packed = gzip(endless.get(), 8 << 20);
    assertThat(context(new ByteArrayInputStream(packed)).why()).contains("after its end");
  }

  /** What is passed over is unpacked all the same: 400 MB here, from 400 kB. */
  @Test
  void unpacksNoMoreThanCouldBeOfUse() throws IOException {
    long size = 400L << 20;
    InputStream content =
        new SequenceInputStream(new ByteArrayInputStream(header("f", (byte) '3', size)), zeros());
    byte[] packed = gzip(content, size);

    assertThatThrownBy(() -> project(new ByteArrayInputStream(packed)))
        .isInstanceOf(ProjectUploads.Refused.class)
        .hasMessageContaining("too big");
  }

  @Test
  void leavesNothingBehindWhateverIsThrown() {
    byte[] archive = joined(header("f", (byte) '0', 3), blocks("abc"));
    Supplier<InputStream> failing =
        () -> new SequenceInputStream(new ByteArrayInputStream(archive), new Failing());

    assertThatThrownBy(() -> project(failing.get())).isInstanceOf(LinkageError.class);
    assertThatThrownBy(() -> context(failing.get())).isInstanceOf(LinkageError.class);
  }

  private static final class Failing extends InputStream {
    @Override
    public int read() {
      throw new LinkageError("no memory, no class, no stack");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return read();
    }
  }
}
