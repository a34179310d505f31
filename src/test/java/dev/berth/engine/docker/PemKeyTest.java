package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyTest {
  /** What stands before the older form of RSA in the newer one, for keys of these sizes. */
  private static final int FRONT = 26;

  private static PrivateKey key(String algorithm) throws Exception {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
  }

  private static String pem(String kind, byte[] body) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(body)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void keysAsOpensslWritesThem(String algorithm) throws Exception {
    PrivateKey key = key(algorithm);
    assertThat(PemKey.parsed("some words\n" + pem("PRIVATE KEY", key.getEncoded())).getEncoded())
        .isEqualTo(key.getEncoded());
  }

  @Test
  void theOlderFormOfRsa() throws Exception {
    PrivateKey key = key("RSA");
    byte[] older = Arrays.copyOfRange(key.getEncoded(), FRONT, key.getEncoded().length);
    assertThat(PemKey.parsed(pem("RSA PRIVATE KEY", older)).getEncoded())
        .isEqualTo(key.getEncoded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n%%%%\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----",
      })
  void rubbishIsToldWithoutItsText(String text) {
    assertThatThrownBy(() -> PemKey.parsed(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`key`");
    assertThatThrownBy(() -> EngineTls.of(text, text, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`ca`");
  }
}
