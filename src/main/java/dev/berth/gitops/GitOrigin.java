package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import dev.berth.disk.OutsideException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;

/**
 * A Git repository as a source: the remote is asked where its ref points, and only if that is new
 * its one commit is fetched and written to disk. What is there of older ones goes.
 */
final class GitOrigin implements SourceTree.Origin {
  /** What was fetched last; whatever it was called over there. */
  private static final String CURRENT = "refs/berth/current";

  private static final String ALL = "refs/berth/all/";
  private static final int NAMED = 10;

  private final String url;
  private final Optional<String> ref;
  private final String path;
  private final GitAccess access;
  private final Checkouts checkouts;
  private final Path folder;

  /**
   * Over a folder of Berth's own, which holds what was fetched.
   *
   * @param spec with a ref that is a branch, tag, full name or commit, or HEAD if it has none
   */
  GitOrigin(Path folder, SourceSpec spec, GitAccess access) {
    this.url = spec.url().orElseThrow();
    this.ref = spec.ref();
    this.path = spec.path();
    this.access = access;
    this.folder = folder;
    this.checkouts = new Checkouts(folder.resolve("trees"));
  }

  @Override
  public SourceTree read() throws SourceException {
    try (Repository repository = open()) {
      RevCommit commit = commit(repository);
      Path tree = checkouts.of(repository, commit);
      ConfinedTree confined = ConfinedTree.own(tree);
      Path base = base(confined, commit);
      List<SourceTree.File> files =
          FolderOrigin.files(confined, FolderScan.of(confined, base).manifests());
      return new SourceTree(confined, base, name(), commit.name(), files);
    } catch (IOException e) {
      throw new SourceException(
          SourceException.UNREADABLE, false, "the copy of " + url + " in " + folder + ": " + e);
    }
  }

  /** A link in the repository may stand for the folder, as long as it stays in there. */
  private Path base(ConfinedTree tree, RevCommit commit) throws SourceException {
    try {
      Path base = tree.inside(Path.of(path));
      if (java.nio.file.Files.isDirectory(base)) {
        return base;
      }
    } catch (OutsideException e) {
      throw new SourceException(
          SourceException.PATH_NOT_FOUND,
          true,
          "folder `" + path + "` of " + url + " is a link out of the repository");
    } catch (IOException e) {
      // A link that goes round in circles is no folder either.
    }
    throw new SourceException(
        SourceException.PATH_NOT_FOUND,
        true,
        "there is no folder `" + path + "` in commit " + commit.name() + " of " + url);
  }

  /** The last part of the URL. */
  private String name() {
    String whole = url.replaceFirst("(\\.git)?/*$", "");
    return whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf(':')) + 1);
  }

  private Repository open() throws IOException {
    Repository repository =
        new FileRepositoryBuilder()
            .setGitDir(folder.resolve("repository.git").toFile())
            .setBare()
            .build();
    if (repository.getObjectDatabase().exists()) {
      return repository;
    }
    repository.create(true);
    return repository;
  }

  private RevCommit commit(Repository repository) throws SourceException, IOException {
    try {
      Map<String, Ref> refs = access.on(Git.lsRemoteRepository().setRemote(url)).callAsMap();
      Optional<Ref> found = find(refs);
      if (found.isPresent()) {
        return fetched(
            repository, found.get().getName(), Objects.requireNonNull(found.get().getObjectId()));
      }
      if (ref.isPresent() && ObjectId.isId(ref.get())) {
        return fetched(repository, ref.get(), ObjectId.fromString(ref.get()));
      }
      throw missing(refs);
    } catch (GitAPIException e) {
      throw GitFailures.of(url, e);
    }
  }

  private Optional<Ref> find(Map<String, Ref> refs) {
    String wanted = ref.orElse(Constants.HEAD);
    return java.util.stream.Stream.of(wanted, Constants.R_HEADS + wanted, Constants.R_TAGS + wanted)
        .flatMap(name -> Optional.ofNullable(refs.get(name)).stream())
        .filter(found -> found.getObjectId() != null)
        .findFirst();
  }

  private SourceException missing(Map<String, Ref> refs) {
    String known =
        refs.keySet().stream()
            .filter(name -> name.startsWith(Constants.R_HEADS) || name.startsWith(Constants.R_TAGS))
            .map(Repository::shortenRefName)
            .sorted()
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    return new SourceException(
        SourceException.REF_NOT_FOUND,
        true,
        "there is no ref `"
            + ref.orElse(Constants.HEAD)
            + "` in "
            + url
            + (known.isEmpty() ? "; it has none at all" : "; there are " + known));
  }

  private RevCommit fetched(Repository repository, String name, ObjectId wanted)
      throws GitAPIException, IOException, SourceException {
    if (!repository.getObjectDatabase().has(wanted)) {
      fetch(repository, name);
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.parseCommit(wanted);
    }
  }

  /** One commit if the server can, all of it if it cannot. */
  private void fetch(Repository repository, String name) throws GitAPIException, SourceException {
    try {
      fetch(repository, "+" + name + ":" + CURRENT, 1);
    } catch (GitAPIException e) {
      if (GitFailures.isOfAccess(e)) {
        throw e;
      }
      fetch(repository, "+refs/heads/*:" + ALL + "*", 0);
    }
  }

  private void fetch(Repository repository, String spec, int depth)
      throws GitAPIException, SourceException {
    try (Git git = new Git(repository)) {
      var command =
          git.fetch()
              .setRemote(url)
              .setRefSpecs(new RefSpec(spec))
              .setTagOpt(TagOpt.NO_TAGS)
              .setForceUpdate(true);
      if (depth > 0) {
        command.setDepth(depth);
      }
      access.on(command).call();
    }
  }
}
