package dev.berth.image.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** One entry of a build context. */
public sealed interface ContextFile {
  int PLAIN = 0100644;
  int EXECUTABLE = 0100755;

  /** Where it lies in the context, normalised. */
  String path();

  /** Appends itself to an archive. */
  void write(TarArchiveOutputStream tar) throws IOException;

  static ContextFile of(String path, String text) {
    return new Text(Path.of(path).normalize().toString(), text);
  }

  /** A file written in a manifest. */
  record Text(String path, String text) implements ContextFile {
    @Override
    public void write(TarArchiveOutputStream tar) throws IOException {
      byte[] bytes = ContextStore.utf8(text);
      boolean isScript = text.startsWith("#!");
      put(tar, entry(path, bytes.length, isScript ? EXECUTABLE : PLAIN));
      tar.write(bytes);
      tar.closeArchiveEntry();
    }
  }

  /** A file or a folder of the disk. */
  record OnDisk(String path, Path file) implements ContextFile {
    @Override
    public void write(TarArchiveOutputStream tar) throws IOException {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        new Folder(path).write(tar);
      } else {
        content(tar);
      }
    }

    private void content(TarArchiveOutputStream tar) throws IOException {
      put(tar, entry(path, Files.size(file), Files.isExecutable(file) ? EXECUTABLE : PLAIN));
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        in.transferTo(tar);
      }
      tar.closeArchiveEntry();
    }
  }

  /** A folder. */
  record Folder(String path) implements ContextFile {
    @Override
    public void write(TarArchiveOutputStream tar) throws IOException {
      put(tar, entry(path + "/", 0, TarArchiveEntry.DEFAULT_DIR_MODE));
      tar.closeArchiveEntry();
    }
  }

  /** A symbolic link, which leads nowhere out of the context. */
  record Link(String path, String target) implements ContextFile {
    @Override
    public void write(TarArchiveOutputStream tar) throws IOException {
      TarArchiveEntry link = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
      link.setLinkName(target);
      link.setModTime(0);
      put(tar, link);
      tar.closeArchiveEntry();
    }
  }

  /** A file that was sent. */
  record Sent(String path, boolean isExecutable, DiskBuffer.Region content) implements ContextFile {
    @Override
    public void write(TarArchiveOutputStream tar) throws IOException {
      put(tar, entry(path, content.size(), isExecutable ? EXECUTABLE : PLAIN));
      content.copy(tar);
      tar.closeArchiveEntry();
    }
  }

  private static TarArchiveEntry entry(String path, long size, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(size);
    entry.setMode(mode);
    entry.setModTime(0);
    return entry;
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
  }
}
