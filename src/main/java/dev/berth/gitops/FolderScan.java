package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * One look over a folder: what lies in it, and a print that changes with it. Hidden files and
 * folders, and what {@code .berthignore} names, are not looked at.
 */
final class FolderScan extends SimpleFileVisitor<Path> {
  private static final Pattern MANIFEST = Pattern.compile(".+\\.(yaml|yml|json)");
  private static final String IGNORE = ".berthignore";

  /** More files than any tree of manifests; what is beyond is a mistake in the path. */
  private static final int MOST_FILES = 200_000;

  private static final long LONGEST_RULES = 1 << 20;

  private final ConfinedTree tree;
  private final Path root;
  private final IgnoreNode ignore = new IgnoreNode();
  private final List<Path> folders = new ArrayList<>();
  private final SortedMap<String, Path> manifests = new TreeMap<>();
  private final StringBuilder print = new StringBuilder();
  private final StringBuilder manifestPrint = new StringBuilder();
  private Instant newest = Instant.EPOCH;
  private int seen;

  private FolderScan(ConfinedTree tree, Path root) {
    this.tree = tree;
    this.root = root;
  }

  /** Looks at a folder of a tree, which may be a link to another in the tree. */
  static FolderScan of(ConfinedTree tree, Path root) throws SourceException {
    if (!tree.has(root) || !Files.isDirectory(root)) {
      throw new SourceException(
          SourceException.FOLDER_MISSING, true, "folder " + root + " is not there");
    }
    try {
      return new FolderScan(tree, tree.find(root)).scanned();
    } catch (IOException e) {
      throw new SourceException(
          SourceException.UNREADABLE, false, "folder " + root + " cannot be read: " + e);
    }
  }

  private FolderScan scanned() throws IOException, SourceException {
    Path rules = root.resolve(IGNORE);
    if (tree.has(rules)) {
      String text = tree.read(rules, LONGEST_RULES);
      ignore.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
    Files.walkFileTree(root, this);
    if (seen >= MOST_FILES) {
      throw new SourceException(
          SourceException.UNREADABLE,
          true,
          "folder " + root + " holds over " + MOST_FILES + " files: give a path inside it");
    }
    return this;
  }

  /** What may declare something, by path. */
  SortedMap<String, Path> manifests() {
    return manifests;
  }

  /** Changes with every file, and if asked only with those that declare something. */
  String print(boolean onlyManifests) {
    return (onlyManifests ? manifestPrint : print).toString();
  }

  /** When something was last written. */
  Instant newest() {
    return newest;
  }

  /** All that were walked through. */
  List<Path> folders() {
    return folders;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (!folder.equals(root) && (isLeftOut(folder, true) || !tree.has(folder))) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    folders.add(folder);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (++seen >= MOST_FILES) {
      return FileVisitResult.TERMINATE;
    }
    boolean isEnvironment = file.getFileName().toString().equals(".env");
    if (isLeftOut(file, false) && !isEnvironment) {
      return FileVisitResult.CONTINUE;
    }
    boolean declares = MANIFEST.matcher(file.getFileName().toString()).matches();
    String line = mark(file, attributes);
    print.append(line);
    if (declares || isEnvironment) {
      manifestPrint.append(line);
    }
    if (declares && isInside(file)) {
      manifests.put(inside(file), file);
    }
    return FileVisitResult.CONTINUE;
  }

  private String mark(Path file, BasicFileAttributes attributes) {
    Instant written = attributes.lastModifiedTime().toInstant();
    if (written.isAfter(newest)) {
      newest = written;
    }
    return inside(file)
        + " "
        + attributes.size()
        + " "
        + written
        + " "
        + attributes.fileKey()
        + "\n";
  }

  /** Gone between the list and the look: the print changes by that. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    print.append(inside(file)).append(" unreadable\n");
    return FileVisitResult.CONTINUE;
  }

  /** A link must not lead out of the tree, nor out of the part of it that is looked at. */
  private boolean isInside(Path file) {
    try {
      Path real = tree.find(file);
      return Files.isRegularFile(real) && real.startsWith(root);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isLeftOut(Path path, boolean isFolder) {
    return path.getFileName().toString().startsWith(".")
        || ignore.isIgnored(inside(path), isFolder) == IgnoreNode.MatchResult.IGNORED;
  }

  private String inside(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }
}
