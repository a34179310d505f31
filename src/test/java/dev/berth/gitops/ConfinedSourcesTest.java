package dev.berth.gitops;

import static dev.berth.gitops.SourceRig.app;
import static dev.berth.gitops.SourceRig.results;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.disk.OwnHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who writes a repository or a folder must not read the server's files by it (issue 16). */
class ConfinedSourcesTest {
  private static final String SECRET = "MARKER-6d1f";

  @TempDir Path home;
  private SourceRig rig;
  private Path servers;

  @BeforeEach
  void begin() throws IOException {
    rig = new SourceRig(home);
    servers = Files.createDirectories(home.resolve("server/inner"));
    Files.writeString(servers.resolve("stolen.yaml"), app("stolen", "1"));
    Files.writeString(servers.resolve("stolen.env"), "A=" + SECRET);
    Files.writeString(
        servers.resolve("compose.yaml"), "services: {w: {image: i, labels: {l: " + SECRET + "}}}");
    Files.writeString(servers.resolve("Dockerfile"), "FROM scratch\n# " + SECRET);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private Map<String, Object> syncGit(GitRig git, String path) throws IOException {
    git.push("change");
    rig.declare("name: files\nurl: file://" + git.bare + "\npath: " + path + "\n");
    return rig.sync();
  }

  @ParameterizedTest
  @CsvSource({
    "$/server/inner,  out",
    "$/server,        out/inner",
    "../../../../../../../../../../../../../../$/server, out/inner",
    "/,               out/$/server/inner",
  })
  void aPathOfARepositoryThroughALinkIsRefused(String target, String path) throws IOException {
    GitRig git = new GitRig(home);
    git.write("a.yaml", app("a", "1"));
    String there = home.toRealPath().toString();
    Path link = Path.of(target.replace("/$", there).replace("$", there));
    Files.createSymbolicLink(git.clone.resolve("out"), link);

    Map<String, Object> report = syncGit(git, path.replace("$", there.substring(1)));

    assertThat(SourceStatus.of(report).reason()).isEqualTo(SourceException.PATH_NOT_FOUND);
    assertThat(SourceStatus.of(report).message()).contains("link out of the repository");
    assertThat(rig.apps()).isEmpty();
  }

  @Test
  void aLinkThatStaysInTheRepositoryIsFollowed() throws IOException {
    GitRig git = new GitRig(home);
    git.write("real/a.yaml", app("a", "1"));
    Files.createSymbolicLink(git.clone.resolve("now"), Path.of("real"));

    syncGit(git, "now");

    assertThat(rig.apps()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out", "out/inner"})
  void aPathOfAFolderThroughALinkIsRefused(String path) throws IOException {
    Path target = path.equals("out") ? servers : servers.getParent();
    Files.createSymbolicLink(rig.folder.resolve("out"), target);
    rig.declare("name: files\nfolder: " + rig.folder + "\npath: " + path + "\n");

    Map<String, Object> report = rig.sync();

    assertThat(SourceStatus.of(report).reason()).isEqualTo(SourceException.FOLDER_MISSING);
    assertThat(rig.apps()).isEmpty();
  }

  /** Every way in which a Compose file names another file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{services: {w: {image: i, env_file: out/stolen.env}}}",
        "{services: {w: {image: i, env_file: [{path: link.env}]}}}",
        "{services: {w: {image: i, env_file: ../server/inner/stolen.env}}}",
        "{services: {w: {image: i, label_file: link.env}}}",
        "{include: [out/compose.yaml]}",
        "{include: [../server/inner/compose.yaml]}",
        "{include: [{path: two.txt, env_file: link.env}]}",
        "{services: {w: {extends: {file: out/compose.yaml, service: w}}}}",
        "{services: {w: {build: ./out}}}",
        "{services: {w: {build: ../server/inner}}}",
        "{services: {w: {image: i, build: {context: ., dockerfile: out/Dockerfile}}}}",
      })
  void noKeyOfAComposeFileLeadsOut(String text) throws IOException {
    GitRig git = new GitRig(home);
    git.write("compose.yaml", text);
    git.write("two.txt", "services: {w: {image: i, environment: [A]}}");
    Files.createSymbolicLink(git.clone.resolve("out"), servers.toRealPath());
    Files.createSymbolicLink(git.clone.resolve("link.env"), servers.resolve("stolen.env"));

    Map<String, Object> report = syncGit(git, "''");

    assertThat(results(report)).singleElement().asString().contains("failed");
    assertThat(report.toString()).doesNotContain(SECRET);
    assertThat(rig.apps()).isEmpty();
  }

  @Test
  void theSettingsBesideAComposeFileAreNoLinkOut() throws IOException {
    GitRig git = new GitRig(home);
    git.write("compose.yaml", "services: {w: {image: \"i:${A:-none}\"}}");
    Files.createSymbolicLink(git.clone.resolve(".env"), servers.resolve("stolen.env"));

    Map<String, Object> report = syncGit(git, "''");

    assertThat(report + rig.apps().toString()).doesNotContain(SECRET);
  }

  @Test
  void theHomeOfBerthIsNoPartOfAFolderThatHoldsIt() throws IOException {
    Path berth = Files.createDirectories(rig.folder.resolve("berth"));
    Files.writeString(berth.resolve("a.yaml"), app("a", "1"));
    Files.writeString(berth.resolve("token.env"), "A=" + SECRET);
    Files.writeString(
        rig.folder.resolve("compose.yaml"), "services: {w: {image: i, env_file: berth/token.env}}");
    Files.createSymbolicLink(rig.folder.resolve("b.yaml"), Path.of("berth/a.yaml"));
    rig.roots = new SourceRoots(Optional.empty(), () -> true, new OwnHome(berth));
    rig.reopen(home);
    rig.declare("name: files\nfolder: " + rig.folder + "\n");

    Map<String, Object> report = rig.sync();

    assertThat(results(report)).containsExactly("compose.yaml failed");
    assertThat(report.toString()).doesNotContain(SECRET);
    assertThat(rig.apps()).isEmpty();
  }

  /** A folder that was good when it was declared, and is a link now. */
  @Test
  void aFolderBelowARootThatBecameALinkIsNotRead() throws IOException {
    Path declared = Files.createDirectories(rig.folder.resolve("mine"));
    rig.roots =
        new SourceRoots(
            Optional.of(List.of(rig.folder)), () -> false, new OwnHome(home.resolve("berth")));
    rig.reopen(home);
    rig.declare("name: files\nfolder: " + declared + "\n");
    Files.delete(declared);
    Files.createSymbolicLink(declared, servers);

    rig.sync();

    assertThat(rig.apps()).isEmpty();
  }

  /** Git refuses to make such a commit; a server need not be Git. */
  @Test
  void aCommitWithTwoEntriesOfOneNameWritesNowhereElse() throws Exception {
    GitRig git = new GitRig(home);
    git.push("first");
    Path victim = Files.createDirectories(home.resolve("victim"));
    try (Git open = Git.open(git.bare.toFile());
        ObjectInserter objects = open.getRepository().newObjectInserter()) {
      ObjectId link =
          objects.insert(Constants.OBJ_BLOB, victim.toString().getBytes(StandardCharsets.UTF_8));
      ObjectId text = objects.insert(Constants.OBJ_BLOB, "x".getBytes(StandardCharsets.UTF_8));
      TreeFormatter inner = new TreeFormatter();
      inner.append("planted", FileMode.REGULAR_FILE, text);
      TreeFormatter root = new TreeFormatter();
      root.append("x", FileMode.SYMLINK, link);
      root.append("x", FileMode.TREE, objects.insert(inner));
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(objects.insert(root));
      commit.setAuthor(new PersonIdent("a", "a@example.com"));
      commit.setCommitter(commit.getAuthor());
      ObjectId id = objects.insert(commit);
      objects.flush();
      RefUpdate update = open.getRepository().updateRef("refs/heads/main");
      update.setNewObjectId(id);
      update.forceUpdate();
    }
    rig.declare("name: files\nurl: file://" + git.bare + "\n");

    rig.sync();

    assertThat(victim).isEmptyDirectory();
  }
}
