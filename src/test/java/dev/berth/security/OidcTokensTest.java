package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.berth.spec.policy.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only what the issuer has signed, for this Berth and for now, opens a door. */
class OidcTokensTest {
  private final List<PublicJsonWebKey> published = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-25T00:00:00Z");
  private String discovery = "";
  private String keys = "";
  private HttpServer server;
  private PublicJsonWebKey key;

  @BeforeEach
  void issuer() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(
        "/.well-known/openid-configuration",
        () ->
            discovery.isEmpty()
                ? "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/keys\"}"
                : discovery);
    answer(
        "/keys",
        () -> {
          asked.incrementAndGet();
          return keys.isEmpty() ? new JsonWebKeySet(published).toJson() : keys;
        });
    server.start();
    key = rsa("one");
    published.add(key);
  }

  private void answer(String path, java.util.function.Supplier<String> text) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static PublicJsonWebKey rsa(String id) throws JoseException {
    PublicJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
    made.setKeyId(id);
    return made;
  }

  private OidcTokens tokens(Optional<String> selectorClaim) throws IOException {
    return new OidcTokens(
        Optional.of(
            new OidcTokens.Rules(
                URI.create(url()),
                Set.of("berth"),
                "sub",
                "realm_access.roles",
                Map.of(Role.ADMIN, Set.of("ops"), Role.VIEWER, Set.of("staff")),
                selectorClaim)),
        () -> now,
        () -> Duration.between(Instant.EPOCH, now).toNanos());
  }

  private JwtClaims claims(Consumer<JwtClaims> change) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(url());
    claims.setAudience("other", "berth");
    claims.setSubject("alice");
    claims.setExpirationTime(NumericDate.fromSeconds(now.getEpochSecond() + 300));
    claims.setClaim("realm_access", Map.of("roles", List.of("staff", "else")));
    change.accept(claims);
    return claims;
  }

  private static String signed(JwtClaims claims, String algorithm, String id, Key with)
      throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setDoKeyValidation(false);
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKeyIdHeaderValue(id);
    if (!algorithm.equals("none")) {
      signature.setKey(with);
    }
    return signature.getCompactSerialization();
  }

  private String signed(Consumer<JwtClaims> change) throws JoseException {
    return signed(claims(change), "RS256", key.getKeyId(), key.getPrivateKey());
  }

  @Test
  void aGoodTokenHasNameAndRole() throws Exception {
    OidcTokens tokens = tokens(Optional.empty());
    String staff = signed(c -> {});
    String ops = signed(c -> c.setClaim("realm_access", Map.of("roles", List.of("ops", "staff"))));
    String nobody = signed(c -> c.setClaim("realm_access", Map.of("roles", List.of())));

    assertThat(tokens.find(staff))
        .contains(
            new TokenHolder(
                "oidc:alice",
                Optional.of(Role.VIEWER),
                Optional.empty(),
                Optional.of(now.plusSeconds(300))));
    assertThat(tokens.find(ops).orElseThrow().role()).contains(Role.ADMIN);
    assertThat(tokens.find(nobody).orElseThrow().role()).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  void aSignInTakesATokenForThisClientAndThisTime() throws Exception {
    OidcTokens tokens = tokens(Optional.empty());
    String good = signed(c -> c.setClaim("nonce", "n"));

    assertThat(tokens.signedIn(good, "n", "berth"))
        .contains(
            new TokenHolder(
                "oidc:alice", Optional.of(Role.VIEWER), Optional.empty(), Optional.empty()));
    assertThat(tokens.signedIn(good, "m", "berth")).isEmpty();
    assertThat(tokens.signedIn(good, "n", "desk")).isEmpty();
    assertThat(tokens.signedIn(signed(c -> {}), "n", "berth")).isEmpty();
    assertThat(
            tokens.signedIn(
                signed(c -> {
                  c.setClaim("nonce", "n");
                  c.setClaim("azp", "other");
                }),
                "n",
                "berth"))
        .isEmpty();
    JwtClaims claims = claims(c -> c.setClaim("nonce", "n"));
    String stranger = signed(claims, "RS256", "one", rsa("one").getPrivateKey());
    assertThat(tokens.signedIn(stranger, "n", "berth")).isEmpty();
  }

  @Test
  void signaturesOfNobodyAreNone() throws Exception {
    OidcTokens tokens = tokens(Optional.empty());
    byte[] known = key.getPublicKey().getEncoded();
    JwtClaims claims = claims(c -> {});
    String stranger = signed(claims, "RS256", "one", rsa("one").getPrivateKey());
    String good = signed(c -> {});
    String[] parts = good.split("\\.", -1);
    String other = signed(c -> c.setSubject("mallory")).split("\\.", -1)[1];

    assertThat(tokens.find(signed(claims, "none", "one", key.getPrivateKey()))).isEmpty();
    assertThat(tokens.find(signed(claims, "HS256", "one", new HmacKey(known)))).isEmpty();
    assertThat(
            tokens.find(
                signed(
                    claims,
                    "HS256",
                    "one",
                    new HmacKey(
                        key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                            .getBytes(StandardCharsets.UTF_8)))))
        .isEmpty();
    assertThat(tokens.find(stranger)).isEmpty();
    assertThat(tokens.find(parts[0] + "." + other + "." + parts[2])).isEmpty();
    assertThat(tokens.find(parts[0] + "." + parts[1] + ".")).isEmpty();
    assertThat(tokens.find("a.b.c")).isEmpty();
    assertThat(tokens.find(good)).isPresent();
  }

  @Test
  void everyClaimIsLookedAt() throws Exception {
    OidcTokens tokens = tokens(Optional.empty());
    long second = now.getEpochSecond();

    assertThat(tokens.find(signed(c -> c.setIssuer("https://else.example")))).isEmpty();
    assertThat(tokens.find(signed(c -> c.setAudience("other")))).isEmpty();
    assertThat(tokens.find(signed(c -> c.unsetClaim("aud")))).isEmpty();
    assertThat(tokens.find(signed(c -> c.unsetClaim("exp")))).isEmpty();
    assertThat(tokens.find(signed(c -> c.unsetClaim("sub")))).isEmpty();
    assertThat(tokens.find(signed(c -> c.setExpirationTime(NumericDate.fromSeconds(second - 60)))))
        .isEmpty();
    assertThat(tokens.find(signed(c -> c.setNotBefore(NumericDate.fromSeconds(second + 60)))))
        .isEmpty();
    assertThat(tokens.find(signed(c -> c.setNotBefore(NumericDate.fromSeconds(second + 10)))))
        .isPresent();
  }

  @Test
  void keysChangeAndIssuersGo() throws Exception {
    OidcTokens tokens = tokens(Optional.empty());
    String old = signed(c -> {});
    assertThat(tokens.find(old)).isPresent();
    key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    key.setKeyId("two");
    published.clear();
    published.add(key);
    String fresh = signed(claims(c -> {}), "ES256", "two", key.getPrivateKey());
    assertThat(tokens.find(fresh)).isEmpty();
    now = now.plusSeconds(11);

    assertThat(tokens.find(fresh)).isPresent();
    assertThat(tokens.find(old)).isEmpty();
    int calls = asked.get();
    for (int i = 0; i < 20; i++) {
      tokens.find(old);
    }
    assertThat(asked).hasValue(calls);
    server.stop(0);
    now = now.plus(Duration.ofMinutes(4));
    assertThat(tokens.find(fresh)).isPresent();
  }

  /** Whoever sends tokens of nobody is not to make Berth wait for a dead issuer each time. */
  @Test
  void anIssuerThatFailsIsAskedNowAndThen() throws Exception {
    OidcTokens tokens = tokens(Optional.empty());
    String good = signed(c -> {});
    String unknown = signed(claims(c -> {}), "RS256", "two", rsa("two").getPrivateKey());
    for (String broken : List.of("<html>", "[]", "{}", "{\"keys\":7}", "{\"keys\":[7]}")) {
      keys = broken;
      now = now.plusSeconds(11);
      int before = asked.get();
      assertThat(tokens.find(good)).as(broken).isEmpty();
      assertThat(tokens.find(good)).as(broken).isEmpty();
      assertThat(asked).hasValue(before + 1);
    }
    keys = "";
    now = now.plusSeconds(11);
    assertThat(tokens.find(good)).isPresent();
    keys = "<html>";
    now = now.plusSeconds(11);
    int before = asked.get();
    for (int i = 0; i < 20; i++) {
      assertThat(tokens.find(unknown)).isEmpty();
      assertThat(tokens.find(good)).isPresent();
    }
    assertThat(asked).hasValue(before + 1);
  }

  /** The keys of somebody else may not be taken for those of the issuer. */
  @Test
  void theIssuerHasToBeWhoItSaysItIs() throws Exception {
    for (String about :
        List.of(
            "{\"issuer\":\"https://else.example\",\"jwks_uri\":\"" + url() + "/keys\"}",
            "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"file:///etc/passwd\"}",
            "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"http://[\"}",
            "{\"issuer\":\"" + url() + "\",\"jwks_uri\":7}",
            "{\"issuer\":\"" + url() + "\"}",
            "[1]",
            "<html>",
            "{}")) {
      discovery = about;
      assertThat(tokens(Optional.empty()).find(signed(c -> {}))).as(about).isEmpty();
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void aSelectorIsNeededWhereItIsAskedFor() throws Exception {
    OidcTokens tokens = tokens(Optional.of("apps"));

    assertThat(tokens.find(signed(c -> {}))).isEmpty();
    assertThat(tokens.find(signed(c -> c.setClaim("apps", "team=")))).isNotEmpty();
    assertThat(tokens.find(signed(c -> c.setClaim("apps", "team in (")))).isEmpty();
    assertThat(tokens.find(signed(c -> c.setClaim("apps", "team=web"))).orElseThrow().scope())
        .contains("team=web");
  }
}
