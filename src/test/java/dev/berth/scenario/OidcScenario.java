package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has an account with the operator's issuer must come in with it, as far as it goes. */
class OidcScenario {
  @TempDir Path folder;

  private static String token(PublicJsonWebKey key, String issuer, String name, String group)
      throws Exception {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience("berth");
    claims.setSubject(name);
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setStringListClaim("groups", List.of(group));
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue("RS256");
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setKey(key.getPrivateKey());
    return signature.getCompactSerialization();
  }

  private static void answer(HttpServer server, String path, String text) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @Test
  void tokensOfTheIssuerOpenWhatTheirGroupsMay() throws Exception {
    PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId("k");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    answer(
        server,
        "/.well-known/openid-configuration",
        "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}");
    answer(server, "/keys", new JsonWebKeySet(key).toJson());
    server.start();
    try (OwnServer berth =
        new OwnServer(
                folder,
                "berth.oidc.issuer=" + issuer,
                "berth.oidc.audience=berth",
                "berth.oidc.roles.deployer=dev",
                "berth.oidc.roles.viewer=staff")
            .start()) {
      String viewer = token(key, issuer, "vera", "staff");
      String deployer = token(key, issuer, "dora", "dev");
      String nobody = token(key, issuer, "nora", "else");
      String app = "{name: state-oidc, image: 'alpine:3', state: Stopped}";

      assertThat(code(berth, viewer, "GET", "")).isEqualTo(200);
      assertThat(code(berth, viewer, "POST", app)).isEqualTo(403);
      assertThat(code(berth, deployer, "POST", app)).isEqualTo(201);
      assertThat(code(berth, nobody, "GET", "")).isEqualTo(403);
      assertThat(code(berth, viewer + "x", "GET", "")).isEqualTo(401);
      assertThat(berth.request().get("/v1/apps").statusCode()).isEqualTo(200);
      assertThat(berth.request().get("/v1/apps/state-oidc/revisions").asString())
          .contains("oidc:dora");
      Scenario.eventually(
          () -> assertThat(berth.request().get("/v1/audit").asString()).contains("oidc:vera"));
      berth.request().delete("/v1/apps/state-oidc?wait=ready");
    } finally {
      server.stop(0);
    }
  }

  private static int code(OwnServer berth, String token, String method, String body)
      throws Exception {
    return berth.request().auth().oauth2(token).body(body).request(method, "/v1/apps").statusCode();
  }
}
