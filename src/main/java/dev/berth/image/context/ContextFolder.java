package dev.berth.image.context;

import dev.berth.disk.ConfinedTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder of the disk as a build context. */
final class ContextFolder {
  static final String IGNORE = ".dockerignore";

  private static final long LONGEST_RULES = 1 << 20;

  private final ConfinedTree tree;
  private final Path folder;
  private final Set<String> always;
  private final DockerIgnore ignore;

  /**
   * Reads its rules.
   *
   * @param dockerfile is sent even if the rules leave it out, as Docker does
   */
  ContextFolder(ConfinedTree tree, String dockerfile) throws ContextException {
    this.tree = tree;
    this.folder = tree.root();
    if (!Files.isDirectory(folder)) {
      throw new ContextException("folder " + folder + " is not there");
    }
    this.always = Set.of(Path.of(dockerfile).normalize().toString(), IGNORE);
    this.ignore = rules(dockerfile);
  }

  /** All of it but what the rules name, whatever the folder itself says. */
  ContextFolder(ConfinedTree tree, DockerIgnore ignore) {
    this.tree = tree;
    this.folder = tree.root();
    this.always = Set.of();
    this.ignore = ignore;
  }

  private DockerIgnore rules(String dockerfile) throws ContextException {
    for (Path file : new Path[] {folder.resolve(dockerfile + IGNORE), folder.resolve(IGNORE)}) {
      if (tree.has(file)) {
        try {
          return DockerIgnore.parse(tree.read(file, LONGEST_RULES));
        } catch (IOException e) {
          throw new ContextException("file " + file + " cannot be read: " + e.getMessage());
        }
      }
    }
    return DockerIgnore.NOTHING;
  }

  /** What is sent, by path. */
  SortedMap<String, ContextFile> files() throws ContextException {
    SortedMap<String, ContextFile> files = new TreeMap<>();
    try {
      Files.walkFileTree(folder, new Walk(files));
    } catch (IOException e) {
      throw new ContextException("folder " + folder + " cannot be read: " + e);
    }
    for (ContextFile file : files.values()) {
      if (file instanceof ContextFile.Link link) {
        ContextPaths.checkLink(link.path(), link.target());
      }
    }
    return files;
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Map<String, ContextFile> files;

    Walk(Map<String, ContextFile> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      String path = folder.relativize(dir).toString();
      if (path.isEmpty()) {
        return FileVisitResult.CONTINUE;
      }
      if (!ignore.ignores(path)) {
        files.put(path, new ContextFile.OnDisk(path, dir));
        return FileVisitResult.CONTINUE;
      }
      boolean mayHold =
          ignore.takesBack() || always.stream().anyMatch(kept -> kept.startsWith(path + "/"));
      return mayHold ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String path = folder.relativize(file).toString();
      if (!always.contains(path) && ignore.ignores(path)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        files.put(path, new ContextFile.Link(path, Files.readSymbolicLink(file).toString()));
      } else if (attributes.isRegularFile()) {
        files.put(path, new ContextFile.OnDisk(path, file));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
