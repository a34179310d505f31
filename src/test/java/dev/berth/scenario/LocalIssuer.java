package dev.berth.scenario;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A certified OpenID Connect issuer on this machine, as {@code dev/lib/browser.sh} fetches it. */
final class LocalIssuer implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "oidc").toAbsolutePath();

  private final Process process;

  LocalIssuer(int port, String redirect) throws IOException {
    process =
        new ProcessBuilder(
                "node",
                "src/test/resources/issuer.mjs",
                FOLDER.toString(),
                String.valueOf(port),
                redirect)
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("issuer.log").toFile())
            .start();
    String about = "http://127.0.0.1:" + port + "/.well-known/openid-configuration";
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> RestAssured.get(about).statusCode() == 200);
  }

  static boolean isThere() {
    return Files.exists(FOLDER.resolve("complete"));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
