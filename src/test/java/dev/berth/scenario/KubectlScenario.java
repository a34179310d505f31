package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The session of docs/guide/kubectl.md must work as it is written, with the real kubectl. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class KubectlScenario extends Scenario {

  /** As Berth writes it, but for the port: tests have one of their own. */
  private Path kubeconfig() throws IOException {
    String written = Files.readString(home.resolve("kubeconfig"));
    Path own = home.resolve("kubeconfig-of-the-test");
    Files.writeString(
        own, written.replaceFirst("@127\\.0\\.0\\.1:\\d+", "@127.0.0.1:" + RestAssured.port));
    return own;
  }

  @Test
  void kubectlIsAClientOfBerth() throws Exception {
    Assumptions.assumeTrue(isThere("kubectl"), "kubectl is not installed");
    Assumptions.assumeTrue(isNew(), "kubectl is older than 1.27: it validates in another way");
    ProcessBuilder session =
        new ProcessBuilder("bash", "docs/guide/kubectl-session.sh").redirectErrorStream(true);
    session.environment().put("KUBECONFIG", kubeconfig().toString());
    session.environment().put("HOME", home.toString());
    Process process = session.start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(said).isZero();
    }
  }

  @Test
  void onlyTheOwnerReadsTheKubeconfig() throws IOException {
    assertThat(Files.getPosixFilePermissions(home.resolve("kubeconfig")))
        .hasToString("[OWNER_READ, OWNER_WRITE]");
  }

  private static boolean isNew() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("kubectl", "version", "--client", "-o", "json").start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      java.util.regex.Matcher minor =
          java.util.regex.Pattern.compile("\"minor\": \"(\\d+)").matcher(said);
      return minor.find() && Integer.parseInt(minor.group(1)) >= 27;
    }
  }

  private static boolean isThere(String command) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, command))) {
        return true;
      }
    }
    return false;
  }
}
