package dev.berth.engine.docker;

import dev.berth.engine.FileText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files as a tar archive, to be unpacked at a container's root. */
final class ContainerArchive {
  private static final int REGULAR = 0100000;

  private ContainerArchive() {}

  /** The folder of a container that a file is unpacked in. */
  static String root(FileText file) {
    return file.isInVolume() ? file.path().substring(0, file.path().lastIndexOf('/')) : "/";
  }

  /** Files below one folder. */
  static byte[] of(String root, List<FileText> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (FileText file : files) {
        byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry =
            new TarArchiveEntry(file.path().substring(root.length()).replaceFirst("^/+", ""));
        entry.setSize(text.length);
        entry.setMode(REGULAR | file.mode());
        entry.setIds(file.uid(), file.gid());
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
