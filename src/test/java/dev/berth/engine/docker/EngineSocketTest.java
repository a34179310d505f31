package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command's input must end without its output, whatever the way to the engine. */
@Timeout(60)
class EngineSocketTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  /** As {@code wc -c}: answers when its input has ended. */
  private static void count(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
      int length = client.getInputStream().readAllBytes().length;
      client.getOutputStream().write(String.valueOf(length).getBytes(StandardCharsets.UTF_8));
      client.getOutputStream().flush();
    } catch (IOException e) {
      // Who asked sees that there is no answer.
    }
  }

  private static String answer(ServerSocket server, DefaultDockerClientConfig.Builder config)
      throws IOException {
    Thread.ofVirtual().start(() -> count(server));
    DockerClientConfig wanted =
        config.withDockerHost("tcp://127.0.0.1:" + server.getLocalPort()).build();
    try (EngineSocket socket = EngineSocket.open(wanted)) {
      socket.out().write("hello".getBytes(StandardCharsets.UTF_8));
      socket.out().flush();
      socket.endOutput();
      return new String(socket.in().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static DefaultDockerClientConfig.Builder config() {
    return DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerTlsVerify(false);
  }

  @Test
  void overTcp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(answer(server, config())).isEqualTo("5");
    }
  }

  /** With the context that docker-java makes: it offers TLS 1.2. */
  @Test
  void overTls() throws Exception {
    KeyStore keys = keys();
    try (ServerSocket server =
        context("TLS", keys)
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DefaultDockerClientConfig.Builder config =
          config().withCustomSslConfig(() -> contextOrFail(keys));

      assertThat(answer(server, config)).isEqualTo("5");
    }
  }

  private static SSLContext contextOrFail(KeyStore keys) {
    try {
      return context("TLSv1.2", keys);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(String protocol, KeyStore keys) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance(protocol);
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  /** A key for this machine, and trust in it. */
  private KeyStore keys() throws Exception {
    Path made = folder.resolve("made.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "engine",
        "-keyalg",
        "EC",
        "-dname",
        "CN=engine",
        "-ext",
        "SAN=IP:127.0.0.1",
        "-keystore",
        made.toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(made)) {
      keys.load(in, PASSWORD);
    }
    keys.setCertificateEntry("trusted", keys.getCertificate("engine"));
    return keys;
  }

  private static void keytool(String... words) throws Exception {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(java.util.List.of(words));
    command.addAll(java.util.List.of("-storepass", new String(PASSWORD), "-storetype", "PKCS12"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
