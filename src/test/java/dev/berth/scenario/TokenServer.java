package dev.berth.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Hands out tokens for a registry, as Docker's hub has it (Distribution, "Token Authentication").
 */
final class TokenServer implements AutoCloseable {
  static final String SERVICE = "berth-registry";
  static final String ISSUER = "berth-tokens";

  private final Path certificate;
  private final PrivateKey key;
  private final HttpServer server;
  private final AtomicInteger given = new AtomicInteger();

  TokenServer(Path folder) throws Exception {
    Files.createDirectories(folder);
    Path keyFile = folder.resolve("token-key.pem");
    certificate = folder.resolve("token-cert.pem").toAbsolutePath();
    LocalRegistry.certify(folder, keyFile, certificate);
    key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes(keyFile)));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::answer);
    server.start();
  }

  private static byte[] bytes(Path pem) throws IOException {
    String text =
        Files.readAllLines(pem).stream()
            .filter(line -> !line.startsWith("-----"))
            .collect(Collectors.joining());
    return Base64.getDecoder().decode(text);
  }

  String realm() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  Path certificate() {
    return certificate;
  }

  /** How many tokens were handed out. */
  int given() {
    return given.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String pair = LocalRegistry.USER + ":" + LocalRegistry.PASSWORD;
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    boolean isKnown = wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body =
        (isKnown ? token(exchange.getRequestURI().getRawQuery()) : "{}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(isKnown ? 200 : 401, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private String token(String query) {
    given.incrementAndGet();
    String access =
        Arrays.stream(query.split("&"))
            .filter(part -> part.startsWith("scope="))
            .map(part -> URLDecoder.decode(part.substring(6), StandardCharsets.UTF_8))
            .flatMap(scopes -> Arrays.stream(scopes.split(" ")))
            .map(TokenServer::access)
            .collect(Collectors.joining(","));
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"nbf\":%d,\"iat\":%d,\"jti\":\"%d\",\"access\":[%s]}"
            .formatted(
                ISSUER,
                LocalRegistry.USER,
                SERVICE,
                now + 300,
                now - 10,
                now,
                System.nanoTime(),
                access);
    return "{\"token\":\"" + signed(claims) + "\",\"expires_in\":300}";
  }

  /** {@code repository:name:pull,push}; the name may hold colons of its own. */
  private static String access(String scope) {
    int first = scope.indexOf(':');
    int last = scope.lastIndexOf(':');
    String actions =
        Arrays.stream(scope.substring(last + 1).split(","))
            .map(action -> "\"" + action + "\"")
            .collect(Collectors.joining(","));
    return "{\"type\":\"%s\",\"name\":\"%s\",\"actions\":[%s]}"
        .formatted(scope.substring(0, first), scope.substring(first + 1, last), actions);
  }

  private String signed(String claims) {
    try {
      String chain = Base64.getEncoder().encodeToString(bytes(certificate));
      String head = encoded("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"" + chain + "\"]}");
      String text = head + "." + encoded(claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
