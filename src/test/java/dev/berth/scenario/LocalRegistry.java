package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's registry on loopback, with one user. */
final class LocalRegistry implements AutoCloseable {
  static final String USER = "username";
  static final String PASSWORD = "correct-horse";

  private final Path folder;
  private final int port;
  private Optional<Process> process = Optional.empty();

  /** In a folder of its own; not started. */
  LocalRegistry(Path folder, int port) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder.toAbsolutePath());
    this.port = port;
    // A registry checks the password with each request: the cheapest cost that bcrypt has.
    Process htpasswd =
        new ProcessBuilder("htpasswd", "-Bbn", "-C", "5", USER, PASSWORD)
            .redirectOutput(this.folder.resolve("htpasswd").toFile())
            .start();
    assertThat(htpasswd.waitFor()).isZero();
    Files.writeString(this.folder.resolve("config.yml"), config("", passwords()));
  }

  private String passwords() {
    return "htpasswd: {realm: berth, path: %s}".formatted(folder.resolve("htpasswd"));
  }

  private String config(String tls, String auth) {
    return """
    version: 0.1
    log: {level: error, accesslog: {disabled: true}}
    storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
    http:
      addr: 127.0.0.1:%d
      secret: test
    %s
    auth: {%s}
    """
        .formatted(folder.resolve("data"), port, tls, auth);
  }

  /** Whose users are another server's business, as at Docker's hub. */
  LocalRegistry withTokensOf(TokenServer tokens) throws IOException {
    Files.writeString(
        folder.resolve("config.yml"),
        config(
            "",
            "token: {realm: '%s', service: %s, issuer: %s, rootcertbundle: %s}"
                .formatted(
                    tokens.realm(),
                    TokenServer.SERVICE,
                    TokenServer.ISSUER,
                    tokens.certificate())));
    return this;
  }

  /** Makes a key and a certificate for it, as files in a folder. */
  static void certify(Path folder, Path key, Path certificate)
      throws IOException, InterruptedException {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(openssl.waitFor()).isZero();
  }

  /** With a certificate of its own making, which the engine is told to trust. */
  LocalRegistry overTls() throws IOException, InterruptedException {
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("cert.pem");
    certify(folder, key, certificate);
    Path trusted = Files.createDirectories(trusted());
    Files.copy(certificate, trusted.resolve("ca.crt"));
    Files.writeString(
        folder.resolve("config.yml"),
        config("  tls: {certificate: %s, key: %s}".formatted(certificate, key), passwords()));
    return this;
  }

  private Path trusted() {
    return Path.of("/etc/docker/certs.d", host());
  }

  String host() {
    return "localhost:" + port;
  }

  LocalRegistry start() throws IOException {
    process =
        Optional.of(
            new ProcessBuilder("docker-registry", "serve", folder.resolve("config.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start());
    await().atMost(Duration.ofSeconds(20)).until(this::answers);
    return this;
  }

  private boolean answers() {
    try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  void kill() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroyForcibly();
      assertThat(process.get().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("registry.log"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    kill();
    Files.deleteIfExists(trusted().resolve("ca.crt"));
    Files.deleteIfExists(trusted());
  }
}
