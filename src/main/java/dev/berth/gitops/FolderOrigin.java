package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder as a source, read when it is quiet: two looks that see the same, and nothing written for
 * a moment. So a file that is being written or a tree that is being copied is not read half.
 */
final class FolderOrigin implements SourceTree.Origin {
  /** An editor or a copy writes in one go; who pauses longer within one file cannot be told. */
  private static final Duration QUIET = Duration.ofMillis(300);

  /** Looks at all files; a tree in which something is always written would never be quiet. */
  private static final int WHOLE_LOOKS = 20;

  private static final int MOST_LOOKS = 40;

  /** As for bodies of requests. */
  private static final long LONGEST_FILE = 1 << 20;

  private final ConfinedTree tree;
  private final Path folder;
  private final InstantSource clock;

  /** A path inside the folder may be empty for all of it. */
  FolderOrigin(ConfinedTree tree, String path, InstantSource clock) {
    this.tree = tree;
    this.folder = path.isEmpty() ? tree.root() : tree.root().resolve(path);
    this.clock = clock;
  }

  @Override
  public SourceTree read() throws SourceException {
    FolderScan before = FolderScan.of(tree, folder);
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      boolean onlyManifests = looks >= WHOLE_LOOKS;
      List<SourceTree.File> files = files(tree, before.manifests());
      FolderScan after = FolderScan.of(tree, folder);
      boolean isSame = before.print(onlyManifests).equals(after.print(onlyManifests));
      if (isSame && (onlyManifests || isQuiet(after.newest()))) {
        return new SourceTree(tree, folder, name(), digest(files), files);
      }
      pause();
      before = after;
    }
    throw new SourceException(
        SourceException.NOT_QUIET,
        false,
        "manifests in " + folder + " are written all the time: nothing was read");
  }

  /** Times to come say nothing about now. */
  private boolean isQuiet(Instant newest) {
    Instant now = clock.instant();
    return newest.isAfter(now) || newest.isBefore(now.minus(QUIET));
  }

  private static void pause() throws SourceException {
    try {
      Thread.sleep(QUIET);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(SourceException.UNREADABLE, false, "Berth is ending");
    }
  }

  private String name() {
    Path last = folder.normalize().getFileName();
    return last == null ? "root" : last.toString();
  }

  /** The texts of files by path, each as far as it can be read. */
  static List<SourceTree.File> files(ConfinedTree tree, Map<String, Path> manifests) {
    List<SourceTree.File> files = new ArrayList<>();
    manifests.forEach((path, file) -> files.add(file(tree, path, file)));
    return files;
  }

  private static SourceTree.File file(ConfinedTree tree, String path, Path file) {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        return fault(path, "is over 1 MiB; if it is no manifest, name it in .berthignore");
      }
      return new SourceTree.File(path, tree.read(file, LONGEST_FILE), Optional.empty());
    } catch (CharacterCodingException e) {
      return fault(path, "is not UTF-8 text");
    } catch (IOException e) {
      return fault(path, "cannot be read: " + e);
    }
  }

  private static SourceTree.File fault(String path, String message) {
    return new SourceTree.File(path, "", Optional.of(FileError.of(message)));
  }

  private static String digest(List<SourceTree.File> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (SourceTree.File file : files) {
        digest.update((file.path() + "\0" + file.text() + "\0").getBytes(StandardCharsets.UTF_8));
      }
      return SourceTree.DIGEST + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
