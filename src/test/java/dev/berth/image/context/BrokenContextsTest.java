package dev.berth.image.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.port.ContextUploads.Kept;
import dev.berth.port.ContextUploads.Receipt;
import dev.berth.port.ContextUploads.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half an archive is the sender's mistake, and told; half a request is a broken connection. */
class BrokenContextsTest {
  private static final String SAYS = " archive is broken or cut off: ";

  @TempDir Path folder;
  private UploadedContexts contexts;

  @BeforeEach
  void open() {
    contexts = new UploadedContexts(new ContextStore(folder), 1 << 20);
  }

  /** Two files of two blocks each: headers at 0 and 1536, the end marker at 3072. */
  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      for (String name : new String[] {"a", "b"}) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(700);
        tar.putArchiveEntry(entry);
        tar.write(name.repeat(700).getBytes(StandardCharsets.UTF_8));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(tar());
    }
    return bytes.toByteArray();
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("Dockerfile"));
      zip.write("FROM scratch".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  /** A negative length counts from the end. */
  private Receipt take(byte[] whole, int length) {
    int kept = length > 0 ? length : whole.length + length;
    return contexts.take(new ByteArrayInputStream(Arrays.copyOf(whole, kept)), -1);
  }

  private static void assertTold(Receipt receipt, String start) {
    assertThat(receipt)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.why()).startsWith(start));
  }

  /** In a file, in the filling behind it, behind it, and in the second header. */
  @ParameterizedTest
  @CsvSource({"512", "600", "1500", "1536", "1700", "2048", "2600", "3072"})
  void saysThatATarIsCutOff(int length) throws IOException {
    assertTold(take(tar(), length), "the tar" + SAYS);
  }

  @ParameterizedTest
  @CsvSource({"5", "20", "40", "-9", "-1"})
  void saysThatATarGzIsCutOff(int length) throws IOException {
    assertTold(take(gzip(), length), "the tar.gz" + SAYS);
  }

  @ParameterizedTest
  @CsvSource({"4", "40", "-23", "-1"})
  void saysThatAZipIsCutOff(int length) throws IOException {
    assertTold(take(zip(), length), "the zip" + SAYS);
  }

  @Test
  void takesATarWithOneBlockOfItsEndMarker() throws IOException {
    assertThat(take(tar(), 3072 + 512)).isInstanceOf(Kept.class);
  }

  @Test
  void leavesNothingOfHalfAnArchive() throws IOException {
    take(tar(), 1500);

    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  /** Breaks instead of ending. */
  private static final class Breaking extends FilterInputStream {
    Breaking(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read < 0) {
        throw new IOException("connection reset");
      }
      return read;
    }
  }

  @ParameterizedTest
  @CsvSource({"100", "1500", "1700", "3072"})
  void tellsAConnectionThatBreaksFromABrokenArchive(int length) throws IOException {
    InputStream body = new Breaking(new ByteArrayInputStream(Arrays.copyOf(tar(), length)));

    assertThatThrownBy(() -> contexts.take(body, -1))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("connection reset");
  }
}
