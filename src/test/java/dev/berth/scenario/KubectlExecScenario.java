package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real kubectl looks at pods, reads what they say and types in them. Over TLS: without, it has
 * nowhere to put a token that a WebSocket takes along.
 */
@QuarkusTest
@TestProfile(KubectlExecScenario.Encrypted.class)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class KubectlExecScenario extends Scenario {
  private static final String APP = "exec-pods";

  /** The first that asks for a WebSocket. */
  private static final int OLDEST = 31;

  /** With a certificate that Berth made for itself. */
  public static final class Encrypted extends Home {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("berth.tls.self-made", "true");
      settings.put("quarkus.http.test-ssl-port", "0");
      return settings;
    }
  }

  @TestHTTPResource(value = "/", tls = true)
  URL server;

  private String pod = "";

  @BeforeEach
  void begin() throws Exception {
    Assumptions.assumeTrue(minor() >= OLDEST, "no kubectl of 1.31 or newer");
    RestAssured.baseURI = "https://127.0.0.1";
    RestAssured.port = server.getPort();
    RestAssured.useRelaxedHTTPSValidation();
    apply(
        "{name: exec-pods, image: 'alpine:3', command: [sh, -c, 'echo said; sleep 1000'], init:"
            + " true}");
    pod = container(APP, APP).name();
  }

  @AfterEach
  void cleanUp() throws IOException {
    delete(APP);
    RestAssured.reset();
  }

  private static int minor() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("kubectl", "version", "--client", "-o", "json").start();
      try (InputStream out = process.getInputStream()) {
        String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        java.util.regex.Matcher minor =
            java.util.regex.Pattern.compile("\"minor\": \"(\\d+)").matcher(said);
        return minor.find() ? Integer.parseInt(minor.group(1)) : 0;
      }
    } catch (IOException e) {
      return 0;
    }
  }

  /** As Berth writes it, but for the port, and for a token of one's own. */
  private Path kubeconfig(String token) throws IOException {
    String written = Files.readString(home.resolve("kubeconfig"));
    Path own = home.resolve("kubeconfig-of-the-test");
    Files.writeString(
        own,
        written
            .replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + server.getPort())
            .replaceFirst("token: .*", "token: " + token));
    return own;
  }

  private String typed(int exit, String line) throws Exception {
    return typed(exit, line, Files.readString(home.resolve("admin-token")).strip());
  }

  private String typed(int exit, String line, String token) throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", line.replace("POD", pod)).redirectErrorStream(true);
    shell.environment().put("KUBECONFIG", kubeconfig(token).toString());
    shell.environment().put("HOME", home.toString());
    Process process = shell.start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isEqualTo(exit);
      return said;
    }
  }

  @Test
  void podsAreContainers() throws Exception {
    assertThat(typed(0, "kubectl get pods")).containsPattern(pod + " +1/1 +Running +0 ");
    assertThat(typed(0, "kubectl get po POD -o 'jsonpath={.status.phase}'")).isEqualTo("Running");
    assertThat(typed(0, "kubectl get pods -l berth.dev/app=exec-pods -o name"))
        .isEqualTo("pod/" + pod + "\n");
    assertThat(typed(0, "kubectl describe pod POD")).contains("Container ID:   docker://");
    assertThat(typed(0, "kubectl logs POD")).isEqualTo("said\n");
    assertThat(typed(1, "kubectl get pod nosuch")).contains("pods \"nosuch\" not found");
    assertThat(typed(0, "(kubectl logs -f POD & sleep 3; kill $!) 2>/dev/null")).contains("said");
  }

  @Test
  void kubectlTypesInAPod() throws Exception {
    assertThat(typed(0, "kubectl exec POD -- echo hello")).isEqualTo("hello\n");
    assertThat(typed(7, "kubectl exec POD -- sh -c 'echo err >&2; exit 7'"))
        .contains("err\n", "command terminated with exit code 7");
    assertThat(typed(0, "seq 100000 | kubectl exec -i POD -- wc -l").strip()).isEqualTo("100000");
    assertThat(typed(0, "kubectl exec POD -- seq 100000 | wc -l").strip()).isEqualTo("100000");
    assertThat(
            typed(
                3,
                "(sleep 3; echo 'stty size; exit 3'; sleep 2) | script -qec 'stty rows 33 cols 101;"
                    + " kubectl exec -it POD -- sh' /dev/null"))
        .contains("33 101");
    assertThat(
            typed(
                0,
                "echo copied >$HOME/copied; kubectl cp $HOME/copied POD:/tmp/there;"
                    + " kubectl exec POD -- cat /tmp/there"))
        .isEqualTo("copied\n");
    assertThat(typed(1, "kubectl exec POD -c other -- ls")).contains("other");
    assertThat(typed(1, "kubectl exec nosuch -- ls")).contains("not found");
  }

  @Test
  void whatIsNotServedSaysTheWayOut() throws Exception {
    assertThat(typed(1, "kubectl port-forward POD 22010:80"))
        .contains("ports are published, not forwarded: ports: [\"127.0.0.1:8081:80\"]");
    assertThat(typed(1, "kubectl attach POD")).contains("kubectl logs -f " + pod);
    assertThat(typed(1, "kubectl top nodes")).contains("kubectl top pods");
    assertThat(typed(0, "kubectl top pods --no-headers")).containsPattern(pod + " +\\d+m +\\d+Mi");
  }

  @Test
  void whoHasNotTheRightIsRefused() throws Exception {
    Response token = request().body("{role: deployer}").put("/v1/tokens/exec-kubectl?renew=true");

    assertThat(typed(1, "kubectl exec POD -- ls", token.path("token")))
        .contains("berth.policy.exec");
  }
}
