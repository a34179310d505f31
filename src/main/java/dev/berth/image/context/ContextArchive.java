package dev.berth.image.context;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The files of an archive, read as it comes and laid into a spool. */
final class ContextArchive {
  private static final int TAR_BLOCK = 512;
  private static final int MOST_ENTRIES = 200_000;
  private static final int LONGEST_LINK = 4096;
  private static final int OWNER_EXECUTES = 0100;
  private static final long UNPACKED_MARGIN = 64 << 20;

  private final DiskBuffer diskBuffer;
  private final SortedMap<String, ContextFile> files = new TreeMap<>();
  private int entries;

  ContextArchive(DiskBuffer diskBuffer) {
    this.diskBuffer = diskBuffer;
  }

  /**
   * Reads an archive to its end.
   *
   * @param folder for what has to be on disk to be read
   * @param limit bytes of the archive
   */
  SortedMap<String, ContextFile> read(InputStream body, Path folder, long limit)
      throws IOException, ContextException {
    LimitedInputStream limitedInputStream = new LimitedInputStream(body, limit);
    BufferedInputStream in = new BufferedInputStream(limitedInputStream, 1 << 16);
    in.mark(TAR_BLOCK);
    byte[] head = in.readNBytes(TAR_BLOCK);
    in.reset();
    if (head.length > 1 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b) {
      reading("tar.gz", limitedInputStream, () -> tar(unpacked(in, limit)));
    } else if (head.length > 1 && head[0] == 'P' && head[1] == 'K') {
      zip(in, folder, limitedInputStream);
    } else if (isTar(head)) {
      reading("tar", limitedInputStream, () -> tar(in));
    } else {
      throw new ContextException("the body is no tar, tar.gz or zip archive");
    }
    in.transferTo(java.io.OutputStream.nullOutputStream());
    diskBuffer.seal();
    ContextPaths.checkParents(files);
    return Collections.unmodifiableSortedMap(files);
  }

  /** What is passed over costs time, too: no more is unpacked than could be of use. */
  private static InputStream unpacked(InputStream in, long limit) throws IOException {
    return new LimitedInputStream(new GZIPInputStream(in, 1 << 16), 2 * limit + UNPACKED_MARGIN);
  }

  /** Takes an archive apart. */
  private interface Reading {
    void run() throws IOException, ContextException;
  }

  /** What came in full and cannot be read is the sender's mistake; a broken connection is not. */
  private static void reading(String kind, LimitedInputStream body, Reading reading)
      throws IOException, ContextException {
    try {
      reading.run();
    } catch (LimitedInputStream.Exceeded e) {
      throw body.isBroken() ? e : new LimitedInputStream.Exceeded(body.limit());
    } catch (IOException | IllegalArgumentException e) {
      if (body.isBroken()) {
        throw e;
      }
      String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
      throw new ContextException("the " + kind + " archive is broken or cut off: " + why);
    }
  }

  /** An empty one is nothing but zeros. */
  private static boolean isTar(byte[] head) {
    try {
      return head.length == TAR_BLOCK && (TarUtils.verifyCheckSum(head) || isZero(head));
    } catch (IllegalArgumentException noNumber) {
      return false; // Where a tar has its checksum stands something that is no number.
    }
  }

  private static boolean isZero(byte[] head) {
    for (byte b : head) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private void tar(InputStream in) throws IOException, ContextException {
    TarReader tar = new TarReader(in);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      count();
      String path = ContextPaths.inside(entry.getName());
      if (!path.isEmpty()) {
        files.put(path, file(path, entry, tar));
      }
    }
    if (!tar.isWhole()) {
      throw new EOFException("it ends without the end marker of a tar");
    }
    tar.finish();
  }

  private ContextFile file(String path, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException, ContextException {
    if (entry.isDirectory()) {
      return new ContextFile.Folder(path);
    }
    if (entry.isSymbolicLink()) {
      ContextPaths.checkLink(path, entry.getLinkName());
      return new ContextFile.Link(path, entry.getLinkName());
    }
    if (entry.isLink()) {
      return hardLink(path, ContextPaths.inside(entry.getLinkName()));
    }
    if (!entry.isFile() || entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
      throw new ContextException(
          "entry `" + path + "` is neither file, folder nor link; devices are not taken");
    }
    return new ContextFile.Sent(
        path, (entry.getMode() & OWNER_EXECUTES) != 0, diskBuffer.take(tar));
  }

  private ContextFile hardLink(String path, String target) throws ContextException {
    if (files.get(target) instanceof ContextFile.Sent sent) {
      return new ContextFile.Sent(path, sent.isExecutable(), sent.content());
    }
    throw new ContextException(
        "link `" + path + "` leads to `" + target + "`, which is no file before it in the archive");
  }

  /** Only its directory at the end tells what is in a zip, so it has to be there in full. */
  private void zip(InputStream in, Path folder, LimitedInputStream body)
      throws IOException, ContextException {
    Path whole = Files.createTempFile(folder, "draft-", ".zip");
    try {
      try (var out = Files.newOutputStream(whole)) {
        in.transferTo(out);
      }
      reading("zip", body, () -> unzip(whole));
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private void unzip(Path file) throws IOException, ContextException {
    ZipDirectory.check(file);
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        count();
        String path = ContextPaths.inside(entry.getName());
        if (!path.isEmpty()) {
          files.put(path, file(path, entry, zip));
        }
      }
    }
  }

  private ContextFile file(String path, ZipArchiveEntry entry, ZipFile zip)
      throws IOException, ContextException {
    if (entry.isDirectory()) {
      return new ContextFile.Folder(path);
    }
    if (!zip.canReadEntryData(entry)) {
      throw new ContextException("entry `" + path + "` is encrypted or packed in an unusual way");
    }
    try (InputStream content = zip.getInputStream(entry)) {
      if (entry.isUnixSymlink()) {
        String target = new String(content.readNBytes(LONGEST_LINK), StandardCharsets.UTF_8);
        ContextPaths.checkLink(path, target);
        return new ContextFile.Link(path, target);
      }
      boolean executes = (entry.getUnixMode() & OWNER_EXECUTES) != 0;
      return new ContextFile.Sent(path, executes, diskBuffer.take(content));
    }
  }

  /** All of them: one name can come as often as it likes. */
  private void count() throws ContextException {
    entries++;
    if (entries > MOST_ENTRIES) {
      throw new ContextException("a build context may have " + MOST_ENTRIES + " entries");
    }
  }
}
