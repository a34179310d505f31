package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Commits as folders on disk, the newest only. A folder is there in full or not at all, whenever
 * Berth dies.
 */
final class Checkouts {
  private static final String DRAFT = "draft-";

  private final Path folder;

  Checkouts(Path folder) {
    this.folder = folder;
  }

  /** The folder of a commit, written if need be. */
  Path of(Repository repository, RevCommit commit) throws IOException {
    Files.createDirectories(folder);
    Path wanted = folder.resolve(commit.name());
    if (!Files.isDirectory(wanted)) {
      Path draft = Files.createTempDirectory(folder, DRAFT);
      write(repository, commit, draft);
      Files.move(draft, wanted, StandardCopyOption.ATOMIC_MOVE);
    }
    removeAllBut(wanted);
    return wanted;
  }

  private static void write(Repository repository, RevCommit commit, Path to) throws IOException {
    ConfinedTree tree = ConfinedTree.own(to);
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(commit.getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        write(reader, walk, tree.fresh(inside(to, walk.getPathString())));
      }
    }
  }

  private static void write(ObjectReader reader, TreeWalk walk, Path file) throws IOException {
    FileMode mode = walk.getFileMode(0);
    if (mode.equals(FileMode.SYMLINK)) {
      byte[] target = reader.open(walk.getObjectId(0)).getBytes();
      Files.createSymbolicLink(
          file, Path.of(new String(target, java.nio.charset.StandardCharsets.UTF_8)));
    } else if (mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE)) {
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        reader.open(walk.getObjectId(0)).copyTo(out);
      }
      boolean executable = mode.equals(FileMode.EXECUTABLE_FILE);
      if (executable && !file.toFile().setExecutable(true, false)) {
        throw new IOException(file + " cannot be made executable");
      }
    }
  }

  /** A commit is somebody else's text: its names must stay inside. */
  private static Path inside(Path root, String path) throws IOException {
    for (String part : path.split("/", -1)) {
      if (List.of("", ".", "..", ".git").contains(part.toLowerCase(Locale.ROOT))) {
        throw new IOException("the commit has a file of a forbidden name: " + path);
      }
    }
    try {
      return root.resolve(path);
    } catch (InvalidPathException e) {
      throw new IOException("the commit has a file of a forbidden name: " + path, e);
    }
  }

  /** Nobody else is here: one sync of a source at a time. */
  private void removeAllBut(Path kept) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path old : all.filter(path -> !path.equals(kept)).toList()) {
        remove(old);
      }
    }
  }

  /** A folder with all in it. */
  static void remove(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
