package dev.berth.scenario;

import static org.awaitility.Awaitility.await;

import dev.berth.reconcile.front.PemPair;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/**
 * A real server of ACME on this machine, which has hosts resolved by a server of DNS beside it:
 * every host is 127.0.0.1 until it is said to be somewhere else.
 */
final class Pebble implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("target", "pebble");

  /** Where it listens; behind an {@link AcmeLine}. */
  static final int PORT = 22_310;

  private static final int MANAGEMENT = 22_311;
  private static final int DNS = 22_312;
  private static final int DNS_MANAGEMENT = 22_313;

  private final List<Process> processes = new ArrayList<>();

  /** Whether it can be had here. */
  static boolean isHere() {
    return Files.isExecutable(PROGRAMS.resolve("pebble"))
        && Files.isExecutable(PROGRAMS.resolve("pebble-challtestsrv"));
  }

  /**
   * Begins with no accounts and a new authority.
   *
   * @param front port at which hosts have to prove that they are whose they say
   * @param life of its certificates
   */
  Pebble(Path folder, PemPair identity, int front, Duration life) throws IOException {
    Files.createDirectories(folder);
    Path certificate = Files.writeString(folder.resolve("server.pem"), identity.pem());
    String config =
        """
        {"pebble": {
          "listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
          "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": 1,
          "retryAfter": {"authz": 1, "order": 1}, "keyAlgorithm": "ecdsa",
          "profiles": {"default": {"description": "the only one", "validityPeriod": %d}}}}
        """
            .formatted(
                PORT,
                MANAGEMENT,
                certificate,
                Files.writeString(folder.resolve("server.key"), key(identity)),
                front,
                life.toSeconds());
    start(
        folder,
        "pebble-challtestsrv",
        "-defaultIPv6",
        "",
        "-http01",
        "",
        "-https01",
        "",
        "-tlsalpn01",
        "",
        "-doh",
        "",
        "-dnsserver",
        "127.0.0.1:" + DNS,
        "-management",
        "127.0.0.1:" + DNS_MANAGEMENT);
    start(
        folder,
        "pebble",
        "-strict",
        "-config",
        Files.writeString(folder.resolve("pebble.json"), config).toString(),
        "-dnsserver",
        "127.0.0.1:" + DNS);
    listens(PORT);
    listens(DNS_MANAGEMENT);
  }

  private static String key(PemPair identity) {
    return identity.pem().substring(identity.pem().indexOf("-----BEGIN PRIVATE KEY"));
  }

  private void start(Path folder, String program, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(PROGRAMS.resolve(program).toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(program + ".log").toFile());
    builder.environment().putAll(Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_AUTHZREUSE", "0"));
    processes.add(builder.start());
  }

  private static void listens(int port) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          }
        });
  }

  /** Where a host is from now on. */
  void place(String host, String address) throws IOException {
    tell("clear-a", "{\"host\": \"" + host + ".\"}");
    tell("add-a", "{\"host\": \"" + host + ".\", \"addresses\": [\"" + address + "\"]}");
  }

  private static void tell(String what, String body) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + DNS_MANAGEMENT + "/" + what).toURL().openConnection();
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(what + " answered " + connection.getResponseCode());
    }
  }

  /** The authority that its certificates come from. */
  X509Certificate root() throws Exception {
    HttpsURLConnection connection =
        (HttpsURLConnection)
            URI.create("https://127.0.0.1:" + MANAGEMENT + "/roots/0").toURL().openConnection();
    connection.setSSLSocketFactory(SecureVisitor.trusting().getSocketFactory());
    connection.setHostnameVerifier((host, session) -> true);
    try (InputStream in = connection.getInputStream()) {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(in.readAllBytes()));
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }
}
