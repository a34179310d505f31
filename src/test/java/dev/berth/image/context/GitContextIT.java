package dev.berth.image.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.berth.gitops.GitSshServer;
import dev.berth.spec.BuildContext;
import dev.berth.state.secret.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A context may be a commit of a repository, by branch, tag or hash, and a folder inside it. */
class GitContextIT {
  @TempDir Path folder;
  private HttpServer server;
  private String first = "";

  @BeforeEach
  void publishARepository() throws Exception {
    Path work = Files.createDirectories(folder.resolve("work/app"));
    git("init", "-q", "-b", "main", folder.resolve("work").toString());
    commit(work, "FROM one");
    first = git("-C", folder.resolve("work").toString(), "rev-parse", "HEAD");
    commit(work, "FROM two");
    Path bare = folder.resolve("served/name.git");
    git("clone", "-q", "--bare", folder.resolve("work").toString(), bare.toString());
    git("-C", bare.toString(), "update-server-info");
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            folder.resolve("served").toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
  }

  private void commit(Path app, String text) throws Exception {
    Files.writeString(app.resolve("Dockerfile"), text);
    String work = folder.resolve("work").toString();
    git("-C", work, "add", "-A");
    git("-C", work, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", text);
  }

  private static String git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  @AfterEach
  void stopServing() {
    server.stop(0);
  }

  private String dockerfile(Optional<String> ref, Optional<String> inside) throws Exception {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/name.git";
    BuildContext.Git git = new BuildContext.Git(url, ref, inside);
    try (GitLogin login =
            GitLogin.of(git, Optional.empty(), Secrets.none(), folder.resolve("known_hosts"));
        GitCheckout checkout = GitCheckout.of(git, login, folder)) {
      return Files.readString(checkout.context(git).root().resolve("Dockerfile"));
    }
  }

  @Test
  void fetchesABranchAndAFolder() throws Exception {
    assertThat(dockerfile(Optional.of("main"), Optional.of("app"))).isEqualTo("FROM two");
  }

  @Test
  void fetchesACommit() throws Exception {
    assertThat(dockerfile(Optional.of(first), Optional.of("app"))).isEqualTo("FROM one");
  }

  @Test
  void fetchesWhatTheRepositoryItselfChooses() throws Exception {
    assertThat(dockerfile(Optional.empty(), Optional.of("app"))).isEqualTo("FROM two");
  }

  /** What a secret holds, by key. */
  private record Kept(Map<String, String> values) implements Secrets {
    @Override
    public Found find(String secret, String key) {
      return Optional.ofNullable(values.get(key))
          .<Found>map(Found.Value::new)
          .orElse(new Found.Nothing("there is no secret `" + secret + "/" + key + "`"));
    }

    @Override
    public String digest(String text) {
      return "";
    }
  }

  private String dockerfile(String url, Map<String, String> secret) throws Exception {
    BuildContext.Git git = new BuildContext.Git(url, Optional.of("main"), Optional.of("app"));
    Path hosts = folder.resolve("known_hosts");
    try (GitLogin login = GitLogin.of(git, Optional.of("git"), new Kept(secret), hosts);
        GitCheckout checkout = GitCheckout.of(git, login, folder)) {
      return Files.readString(checkout.context(git).root().resolve("Dockerfile"));
    }
  }

  private String closed() {
    server
        .createContext(
            "/closed/",
            SimpleFileServer.createFileHandler(folder.resolve("served").toAbsolutePath()))
        .setAuthenticator(
            new BasicAuthenticator("closed") {
              @Override
              public boolean checkCredentials(String username, String password) {
                return username.equals("bot") && password.equals("hush-hush");
              }
            });
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/closed/name.git";
  }

  @Test
  void readsAClosedRepositoryWithWhatASecretHolds() throws Exception {
    assertThat(dockerfile(closed(), Map.of("username", "bot", "password", "hush-hush")))
        .isEqualTo("FROM two");
  }

  @Test
  void aWrongPasswordIsNotShown() {
    assertThatThrownBy(
            () -> dockerfile(closed(), Map.of("username", "bot", "password", "wrong-word")))
        .isInstanceOf(ContextException.class)
        .hasMessageNotContaining("wrong-word")
        .hasMessageContaining("closed/name.git");
  }

  @Test
  void aPasswordIsForItsServerAlone() throws Exception {
    BuildContext.Git git =
        new BuildContext.Git("https://one.example:8443/x.git", Optional.empty(), Optional.empty());
    try (GitLogin login =
        GitLogin.of(git, Optional.of("git"), new Kept(Map.of("", "t")), folder.resolve("hosts"))) {
      assertThat(login.words())
          .anyMatch(word -> word.startsWith("credential.https://one.example:8443.helper="))
          .noneMatch(word -> word.contains("hush"));
    }
  }

  @Test
  void aKeyThatAKilledBerthLeftBehindGoes() throws Exception {
    Path left = Files.createDirectory(folder.resolve("berth-git-999999999-1"));
    Files.writeString(left.resolve("key"), "secret");
    try (PrivateFolder made = PrivateFolder.in(folder)) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(made.write("key", "x"))))
          .isEqualTo("rw-------");
    }

    assertThat(left).doesNotExist();
    try (Stream<Path> rest = Files.list(folder)) {
      assertThat(rest.filter(path -> path.getFileName().toString().startsWith("berth-git-")))
          .isEmpty();
    }
  }

  @Test
  void readsOverSshWithAKeyAndRemembersTheServer() throws Exception {
    try (GitSshServer ssh = new GitSshServer(folder.resolve("ssh"), 0)) {
      String user = System.getProperty("user.name");
      String url = "ssh://" + user + "@127.0.0.1:" + ssh.port + folder.resolve("served/name.git");
      String key = Files.readString(folder.resolve("ssh/user"));

      assertThat(dockerfile(url, Map.of("privateKey", key))).isEqualTo("FROM two");
      assertThat(Files.readString(folder.resolve("known_hosts"))).contains("127.0.0.1");
      String other = "[127.0.0.1]:" + ssh.port + " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA";
      assertThatThrownBy(() -> dockerfile(url, Map.of("privateKey", key, "knownHosts", other)))
          .isInstanceOf(ContextException.class);
      assertThatThrownBy(() -> dockerfile(url, Map.of("password", "x")))
          .hasMessageContaining("privateKey");
    }
    try (Stream<Path> left = Files.list(Path.of("/dev/shm"))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("berth-git-")))
          .isEmpty();
    }
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> dockerfile(Optional.of("none"), Optional.empty()))
        .isInstanceOf(ContextException.class)
        .hasMessageContaining("#none");
  }

  @Test
  void staysInsideTheRepository() {
    assertThatThrownBy(() -> dockerfile(Optional.of("main"), Optional.of("../..")))
        .isInstanceOf(ContextException.class);
  }
}
