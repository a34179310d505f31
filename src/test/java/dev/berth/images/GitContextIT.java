package dev.berth.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.berth.spec.BuildContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    try (GitCheckout checkout = GitCheckout.of(git, folder)) {
      return Files.readString(checkout.context(git).resolve("Dockerfile"));
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
