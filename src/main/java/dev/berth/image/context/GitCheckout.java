package dev.berth.image.context;

import dev.berth.disk.ConfinedTree;
import dev.berth.disk.OutsideException;
import dev.berth.process.Program;
import dev.berth.spec.BuildContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of one commit, fetched with the git client as shallow as the server lets, into a folder
 * that goes with {@link #close}. Nothing of the repository is run: no hooks, no helpers of its own.
 */
public final class GitCheckout implements AutoCloseable {
  /** A repository that takes longer is better sent as an upload. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final int SAID = 2000;

  private final Path folder;
  private final GitLogin login;

  private GitCheckout(Path folder, GitLogin login) {
    this.folder = folder;
    this.login = login;
  }

  /**
   * Fetches a commit. Without a login of its own the client honours the credential helpers of the
   * user that Berth runs as.
   */
  public static GitCheckout of(BuildContext.Git git, GitLogin login, Path parent)
      throws ContextException {
    try {
      GitCheckout checkout =
          new GitCheckout(Files.createTempDirectory(parent, "draft-git-"), login);
      try {
        checkout.fetch(git);
        return checkout;
      } catch (ContextException e) {
        checkout.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("make a folder for " + git, e);
    }
  }

  private void fetch(BuildContext.Git git) throws ContextException {
    String ref = git.ref().orElse("HEAD");
    if (ref.startsWith("-")) {
      throw new ContextException("`" + ref + "` is no Git reference");
    }
    run(git, "init", "-q", "--template=");
    try {
      run(git, "fetch", "-q", "--depth=1", "--no-tags", "--", git.url(), ref);
      run(git, "checkout", "-q", "--detach", "FETCH_HEAD");
    } catch (ContextException e) {
      // Not every server hands out a part, or a commit without a name: then all of it.
      whole(git, ref);
    }
    if (Files.exists(folder.resolve(".gitmodules"))) {
      run(git, "submodule", "-q", "update", "--init", "--recursive", "--depth=1");
    }
  }

  private void whole(BuildContext.Git git, String ref) throws ContextException {
    boolean isCommit = ref.matches("[0-9a-f]{7,40}");
    String what = isCommit ? "+refs/heads/*:refs/remotes/origin/*" : ref;
    run(git, "fetch", "-q", "--", git.url(), what);
    run(git, "checkout", "-q", "--detach", isCommit ? ref : "FETCH_HEAD");
  }

  private void run(BuildContext.Git git, String... words) throws ContextException {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"));
    command.addAll(login.words());
    command.addAll(List.of(words));
    Map<String, String> environment = new HashMap<>(login.environment());
    environment.putAll(Map.of("GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C"));
    check(Program.of(LIMIT, command).in(folder).with(environment).hearingErrors(SAID), git);
  }

  private static void check(Program program, BuildContext.Git git) throws ContextException {
    try {
      switch (program.run()) {
        case Program.Ended ended -> {
          if (!ended.isGood()) {
            String said = ended.words().strip().replaceAll("\\s+", " ");
            throw new ContextException("Git context " + git + " cannot be had: " + said);
          }
        }
        case Program.Late late ->
            throw new ContextException(
                "Git context " + git + " took longer than " + late.limit().toSeconds() + " s");
        case Program.Missing missing ->
            throw new ContextException(
                "Git contexts need the git client on Berth's machine: install it, on Debian or"
                    + " Ubuntu with apt-get install git");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContextException("Git context " + git + ": interrupted");
    }
  }

  /** The folder that is the context, within the repository. */
  public ConfinedTree context(BuildContext.Git git) throws ContextException {
    String inside = ContextPaths.inside(git.folder().orElse("").replaceFirst("^/+", ""));
    try {
      Path context = ConfinedTree.own(folder).find(Path.of(inside));
      if (Files.isDirectory(context)) {
        return ConfinedTree.own(context);
      }
    } catch (OutsideException e) {
      throw new ContextException(
          "folder `" + inside + "` of " + git.url() + " is a link out of it");
    } catch (IOException e) {
      throw new UncheckedIOException("look at " + inside + " in " + folder, e);
    }
    throw new ContextException("there is no folder `" + inside + "` in " + git.url());
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      System.getLogger(GitCheckout.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: {0}: {1}", folder, e.getMessage());
    }
  }
}
