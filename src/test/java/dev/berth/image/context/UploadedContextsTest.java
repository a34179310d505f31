package dev.berth.image.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.berth.port.ContextUploads.Kept;
import dev.berth.port.ContextUploads.Receipt;
import dev.berth.port.ContextUploads.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives come from anybody: only what is in them counts, and nothing of them leads outside. */
class UploadedContextsTest {
  private static final long LIMIT = 1 << 20;

  @TempDir Path folder;
  private UploadedContexts contexts;

  @BeforeEach
  void open() {
    contexts = new UploadedContexts(new ContextStore(folder), LIMIT);
  }

  /** One entry of a tar. */
  private interface Entries {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tar(Entries entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      entries.write(tar);
    }
    return bytes.toByteArray();
  }

  private static void file(TarArchiveOutputStream tar, String path, String text)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  @Test
  void aDryRunTellsTheDigestAndKeepsNothing() throws IOException {
    byte[] archive = tar(tar -> file(tar, "Dockerfile", "FROM scratch\n"));

    Receipt foreseen = contexts.dryRun(new ByteArrayInputStream(archive), -1);
    String[] left = folder.toFile().list();
    Receipt kept = contexts.take(new ByteArrayInputStream(archive), -1);
    Receipt again = contexts.dryRun(new ByteArrayInputStream(archive), -1);
    Receipt broken = contexts.dryRun(new ByteArrayInputStream(new byte[9]), -1);

    assertThat(left).isEmpty();
    assertThat(kept).isEqualTo(foreseen);
    assertThat(((Kept) foreseen).isNew()).isTrue();
    assertThat(((Kept) again).isNew()).isFalse();
    assertThat(((Kept) again).sizeBytes()).isEqualTo(((Kept) kept).sizeBytes());
    assertThat(broken).isEqualTo(contexts.take(new ByteArrayInputStream(new byte[9]), -1));
    assertThat(contexts.dryRun(InputStream.nullInputStream(), LIMIT + 1))
        .isInstanceOf(Refused.class);
  }

  private static void special(TarArchiveOutputStream tar, String path, byte type, String target)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, type);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String path, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(path));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  private Receipt take(byte[] archive) {
    return contexts.take(new ByteArrayInputStream(archive), -1);
  }

  private String digest(byte[] archive) {
    Receipt receipt = take(archive);
    assertThat(receipt).isInstanceOf(Kept.class);
    return ((Kept) receipt).digest();
  }

  @Test
  void knowsTheSameFilesInEveryArchive() throws IOException {
    byte[] tar = tar(t -> file(t, "./Dockerfile", "FROM scratch"));

    assertThat(digest(tar))
        .isEqualTo(digest(gzip(tar)))
        .isEqualTo(digest(zip("Dockerfile", "FROM scratch")));
  }

  @Test
  void doesNotMindTheOrder() throws IOException {
    byte[] one =
        tar(t -> {
          file(t, "a", "1");
          file(t, "b", "2");
        });
    byte[] other =
        tar(t -> {
          file(t, "b", "2");
          file(t, "a", "1");
        });

    assertThat(digest(one)).isEqualTo(digest(other));
  }

  @Test
  void keepsTheSameContentOnce() throws IOException {
    byte[] tar = tar(t -> file(t, "a", "1"));
    take(tar);

    assertThat(take(tar)).isInstanceOf(Kept.class).extracting("isNew").isEqualTo(false);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"../x", "a/../../x", "/etc/passwd"})
  void refusesPathsThatLeadOutside(String path) throws IOException {
    assertThat(take(tar(t -> file(t, path, "x")))).isInstanceOf(Refused.class);
    assertThat(take(zip(path, "x"))).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"link,../x", "a/link,../../x", "link,/etc/passwd"})
  void refusesLinksThatLeadOutside(String path, String target) throws IOException {
    assertThat(take(tar(t -> special(t, path, TarConstants.LF_SYMLINK, target))))
        .isInstanceOf(Refused.class);
  }

  @Test
  void takesLinksThatStayInside() throws IOException {
    byte[] tar =
        tar(t -> {
          file(t, "a/b", "x");
          special(t, "a/link", TarConstants.LF_SYMLINK, "b");
          special(t, "hard", TarConstants.LF_LINK, "a/b");
        });

    assertThat(take(tar)).isInstanceOf(Kept.class);
  }

  @Test
  void refusesFilesBehindLinks() throws IOException {
    byte[] tar =
        tar(t -> {
          special(t, "a", TarConstants.LF_SYMLINK, "b");
          file(t, "a/x", "x");
        });

    assertThat(take(tar)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"51", "52", "54"})
  void refusesDevices(byte type) throws IOException {
    assertThat(take(tar(t -> special(t, "dev", type, "")))).isInstanceOf(Refused.class);
  }

  @Test
  void refusesBombs() throws IOException {
    byte[] bomb = gzip(tar(t -> file(t, "zeros", "\0".repeat((int) LIMIT + 1))));

    assertThat(take(bomb)).isInstanceOf(Refused.class).extracting("isTooBig").isEqualTo(true);
  }

  @Test
  void refusesBombsInZips() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[(int) LIMIT + 1]);
      zip.closeEntry();
    }

    assertThat(bytes.size()).isLessThan((int) LIMIT / 100);
    assertThat(take(bytes.toByteArray()))
        .isInstanceOf(Refused.class)
        .extracting("isTooBig")
        .isEqualTo(true);
  }

  /** What one thread allocates is counted, not what is in use: no collector can hide it. */
  @Test
  void takesABigContextWithLittleMemory() throws Exception {
    int size = 64 << 20;
    UploadedContexts big = new UploadedContexts(new ContextStore(folder), 2L * size);
    ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (PipedInputStream body = new PipedInputStream(1 << 16);
        PipedOutputStream end = new PipedOutputStream(body)) {
      Thread sender = Thread.ofPlatform().start(() -> send(end, size));
      long before = meter.getCurrentThreadAllocatedBytes();
      Receipt receipt = big.take(body, -1);
      long allocated = meter.getCurrentThreadAllocatedBytes() - before;
      sender.join();

      assertThat(receipt)
          .isInstanceOfSatisfying(
              Kept.class, kept -> assertThat(kept.sizeBytes()).isGreaterThan(size));
      assertThat(allocated).isLessThan(size / 8);
    }
  }

  private static void send(PipedOutputStream to, int size) {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(to)) {
      TarArchiveEntry entry = new TarArchiveEntry("big", true);
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      byte[] block = new byte[1 << 16];
      for (int sent = 0; sent < size; sent += block.length) {
        tar.write(block);
      }
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void leavesNothingOfARefusedUpload() throws IOException {
    take(tar(t -> file(t, "../x", "x")));

    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void refusesWhatIsNoArchive() {
    assertThat(take("hello".getBytes(StandardCharsets.UTF_8))).isInstanceOf(Refused.class);
  }

  @Test
  void refusesABrokenArchive() throws IOException {
    byte[] whole = gzip(tar(t -> file(t, "a", "some text that is long enough")));
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);

    assertThat(take(half)).isInstanceOf(Refused.class);
  }

  @Test
  void breaksOffWhatIsTooLong() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };

    assertThat(contexts.take(endless, -1))
        .isInstanceOf(Refused.class)
        .extracting("isTooBig")
        .isEqualTo(true);
  }

  /**
   * Issue 5: what stood where a tar has its checksum was read as a number, and the request died.
   */
  @Test
  void refusesBytesThatAreNoArchive() {
    byte[] noise = new byte[3000];
    Arrays.fill(noise, (byte) 5);

    assertThat(contexts.take(new ByteArrayInputStream(noise), noise.length))
        .isEqualTo(new Refused(false, "the body is no tar, tar.gz or zip archive"));
  }
}
