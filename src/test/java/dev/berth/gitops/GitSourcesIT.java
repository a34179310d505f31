package dev.berth.gitops;

import static dev.berth.gitops.SourceRig.app;
import static dev.berth.gitops.SourceRig.results;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories over file, http and ssh, as git itself serves them. */
class GitSourcesIT {
  @TempDir Path home;
  private SourceRig rig;
  private GitRig git;

  @BeforeEach
  void begin() throws IOException {
    rig = new SourceRig(home);
    git = new GitRig(home);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private void overFile(String more) {
    rig.declare("name: files\nurl: file://" + git.bare + "\nprune: true\n" + more);
  }

  private static String reason(Map<String, Object> report) {
    return SourceStatus.of(report).reason();
  }

  @Test
  void aCommitIsWhatIsWanted() throws IOException {
    git.write("a.yaml", app("a", "1"));
    git.write("x/app.yaml", "name: x\nbuild: {context: .}\n");
    git.write("x/Dockerfile", "FROM scratch\n");
    String commit = git.push("two apps");
    overFile("");

    Map<String, Object> report = rig.sync();

    assertThat(report.get("revision")).isEqualTo(commit);
    assertThat(results(report)).containsExactly("a.yaml applied", "x/app.yaml applied");
    assertThat(rig.apps()).containsExactly("a", "x");
    assertThat(rig.state.revisions("a").getFirst().author())
        .isEqualTo("source files at " + commit.substring(0, 12));
  }

  @Test
  void anotherCommitOfTheSameContentChangesNothing() throws IOException {
    git.write("x/app.yaml", "name: x\nbuild: {context: .}\n");
    git.write("x/Dockerfile", "FROM scratch\n");
    git.push("one");
    overFile("");
    rig.sync();
    rig.woken.clear();
    git.write("README.md", "hello");
    git.push("two");

    Map<String, Object> report = rig.sync();

    assertThat(results(report)).containsExactly("x/app.yaml unchanged");
    assertThat(rig.woken).isEmpty();
  }

  @Test
  void aForcePushIsFollowed() throws IOException {
    git.write("a.yaml", app("a", "1"));
    git.write("b.yaml", app("b", "1"));
    git.push("one");
    overFile("");
    rig.sync();
    git.git("checkout", "-q", "--orphan", "fresh");
    git.git("branch", "-q", "-D", "main");
    git.git("branch", "-q", "-m", "main");
    git.write("a.yaml", app("a", "2"));
    String commit = git.push("another history");

    Map<String, Object> report = rig.sync();

    assertThat(report.get("revision")).isEqualTo(commit);
    assertThat(results(report)).containsExactly("a.yaml applied", "b.yaml unchanged");
  }

  @Test
  void refsMayBeBranchesTagsCommitsAndFullNames() throws IOException {
    git.write("a.yaml", app("a", "1"));
    String first = git.push("one");
    git.git("tag", "-a", "-m", "a release", "v1");
    git.git("push", "-q", "origin", "v1");
    git.write("a.yaml", app("a", "2"));
    String second = git.push("two");
    Map<String, String> wanted =
        Map.of("v1", first, "main", second, first, first, "refs/heads/main", second);

    wanted.forEach((ref, commit) -> {
      overFile("ref: \"" + ref + "\"\n");
      assertThat(rig.sync().get("revision")).as(ref).isEqualTo(commit);
    });
  }

  @Test
  void aMissingRefChangesNothingAndNamesThoseThatAreThere() throws IOException {
    git.write("a.yaml", app("a", "1"));
    git.push("one");
    overFile("");
    rig.sync();
    overFile("ref: release\n");

    Map<String, Object> report = rig.sync();

    assertThat(reason(report)).isEqualTo("RefNotFound");
    assertThat(SourceStatus.of(report).message()).contains("`release`").contains("main");
    assertThat(rig.apps()).containsExactly("a");
  }

  @Test
  void aMissingPathOrRepositoryChangesNothing() throws IOException {
    git.write("deploy/a.yaml", app("a", "1"));
    git.write("other/b.yaml", app("b", "1"));
    git.push("one");
    overFile("path: deploy\n");
    Map<String, Object> good = rig.sync();
    overFile("path: gone\n");
    Map<String, Object> noPath = rig.sync();
    rig.declare("name: files\nurl: file:///nowhere/at-all.git\nprune: true\n");
    Map<String, Object> noRepository = rig.sync();

    assertThat(results(good)).containsExactly("a.yaml applied");
    assertThat(reason(noPath)).isEqualTo("PathNotFound");
    assertThat(reason(noRepository)).isEqualTo("RepositoryNotFound");
    assertThat(rig.apps()).containsExactly("a");
  }

  @Test
  void overHttpWithALoginThroughAnOutage() throws IOException {
    git.write("a.yaml", app("a", "1"));
    git.push("one");
    GitHttpServer server = new GitHttpServer(git.repositories, 0);
    int port = server.port();
    String url = "name: files\nurl: http://127.0.0.1:" + port + "/shop.git\nprune: true\n";

    rig.declare(url);
    String nobody = reason(rig.sync());
    rig.declare(url + "credentials: {username: bot, password: wrong}\n");
    String wrong = reason(rig.sync());
    rig.declare(url + "credentials: {username: bot, password: right}\n");
    String right = reason(rig.sync());
    server.close();
    Map<String, Object> down = Map.of();
    for (int i = 0; i < 10; i++) {
      down = rig.sync();
    }
    git.write("a.yaml", app("a", "2"));
    String commit = git.push("two");
    Map<String, Object> up;
    try (GitHttpServer again = new GitHttpServer(git.repositories, port)) {
      up = rig.sync();
    }

    assertThat(List.of(nobody, wrong, right))
        .containsExactly("AuthenticationFailed", "AuthenticationFailed", "Synced");
    assertThat(reason(down)).isEqualTo("RepositoryUnreachable");
    assertThat(down.get("failures")).isEqualTo(10);
    assertThat(down.get("apps")).isEqualTo(List.of("a"));
    assertThat(up.get("revision")).isEqualTo(commit);
    assertThat(up.get("failures")).isEqualTo(0);
  }

  @Test
  void overSshWithAKeyAndAHostThatIsKnown() throws IOException {
    git.write("a.yaml", app("a", "1"));
    String commit = git.push("one");
    Path keys = home.resolve("sshd");
    int port;
    Map<String, Object> right;
    Map<String, Object> stranger;
    Map<String, Object> pinned;
    try (GitSshServer server = new GitSshServer(keys, 0)) {
      port = server.port;
      overSsh(port, Files.readString(keys.resolve("user")), "");
      right = rig.sync();
      GitSshServer.key(keys.resolve("stranger"));
      overSsh(port, Files.readString(keys.resolve("stranger")), "");
      stranger = rig.sync();
      overSsh(
          port, Files.readString(keys.resolve("user")), Files.readString(keys.resolve("host.pub")));
      pinned = rig.sync();
    }
    Files.delete(keys.resolve("host"));
    Files.delete(keys.resolve("host.pub"));
    Map<String, Object> another;
    try (GitSshServer server = new GitSshServer(keys, port)) {
      overSsh(port, Files.readString(keys.resolve("user")), "");
      another = rig.sync();
    }

    assertThat(SourceStatus.of(right).message()).contains("is applied");
    assertThat(right.get("revision")).isEqualTo(commit);
    assertThat(reason(stranger))
        .as(SourceStatus.of(stranger).message())
        .isEqualTo("AuthenticationFailed");
    assertThat(reason(pinned)).as(SourceStatus.of(pinned).message()).isEqualTo("Synced");
    assertThat(reason(another)).as(SourceStatus.of(another).message()).isEqualTo("HostKeyChanged");
    assertThat(rig.apps()).containsExactly("a");
  }

  private void overSsh(int port, String key, String host) {
    String user = System.getProperty("user.name");
    String known = host.isEmpty() ? "" : "  knownHosts: \"h " + host.strip() + "\"\n";
    rig.declare(
        "name: files\nurl: ssh://"
            + user
            + "@127.0.0.1:"
            + port
            + git.bare
            + "\nprune: true\ncredentials:\n"
            + known
            + "  privateKey: |\n"
            + key.indent(4));
  }

  /** Every commit is followed by a look at all that is wanted. */
  @Test
  void thirtyCommitsThatAddChangeBreakFixRenameAndDelete() throws IOException {
    Random random = new Random(6);
    TreeMap<String, String> good = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      change(good, "app" + i, "0");
    }
    overFile("");
    for (int i = 1; i <= 30; i++) {
      String some = List.copyOf(good.keySet()).get(random.nextInt(good.size()));
      switch (i % 6) {
        case 0 -> change(good, "app" + (100 + i), "1");
        case 1 -> change(good, some, "r" + i);
        case 2 -> {
          git.write(fileOf(some), "name: " + some + "\nimage: [");
          broken.add(some);
        }
        case 3 -> {
          String fixed = broken.removeFirst();
          change(good, fixed, "f" + i);
        }
        case 4 -> git.git("mv", fileOf(some), "moved-" + i + "-" + some + ".yaml");
        default -> {
          git.git("rm", "-q", "-f", fileOf(some));
          good.remove(some);
        }
      }
      String commit = git.push("commit " + i);

      Map<String, Object> report = rig.sync();
      rig.forgetDeleted();

      assertThat(tags()).as("after commit %d", i).isEqualTo(good);
      assertThat(report.get("revision")).isEqualTo(commit);
      assertThat(report.get("apps")).isEqualTo(List.copyOf(good.keySet()));
      assertThat(reason(report)).isEqualTo(broken.isEmpty() ? "Synced" : "FilesFailed");
    }
  }

  private void change(Map<String, String> good, String name, String tag) throws IOException {
    git.git("rm", "-q", "-f", "--ignore-unmatch", fileOf(name));
    git.write(name + ".yaml", app(name, tag));
    git.git("add", "-A");
    good.put(name, tag);
  }

  private String fileOf(String app) throws IOException {
    try (var files = Files.list(git.clone)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.equals(app + ".yaml") || file.endsWith("-" + app + ".yaml"))
          .findFirst()
          .orElse(app + ".yaml");
    }
  }

  private Map<String, String> tags() {
    TreeMap<String, String> tags = new TreeMap<>();
    rig.state
        .all()
        .forEach(app -> {
          ImageSource image = app.declared().service(app.name()).image();
          tags.put(app.name(), ((ImageSource.Registry) image).reference().substring(5));
        });
    return tags;
  }

  @Test
  void ofTwoHundredAppsOnlyTheChangedOneIsTouched() throws IOException {
    for (int i = 0; i < 200; i++) {
      git.write("team" + i % 10 + "/app" + i + ".yaml", app("app" + i, "1"));
    }
    git.push("all");
    overFile("");
    long begin = System.nanoTime();
    rig.sync();
    Duration first = Duration.ofNanos(System.nanoTime() - begin);
    int writes = rig.woken.size();
    rig.woken.clear();
    git.write("team7/app7.yaml", app("app7", "2"));
    git.push("one");

    begin = System.nanoTime();
    rig.sync();
    Duration second = Duration.ofNanos(System.nanoTime() - begin);

    System.out.printf(
        "200 apps: first sync %d ms, %d writes; one changed: %d ms, %d writes%n",
        first.toMillis(), writes, second.toMillis(), rig.woken.size());
    assertThat(writes).isEqualTo(200);
    assertThat(rig.woken).containsExactly("app7");
    assertThat(second).isLessThan(Duration.ofSeconds(10));
  }
}
