package dev.berth.reconcile.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Only what HAProxy can speak TLS with comes to the front door, where it would harm everybody. */
class CertificateBundleTest {
  private static final PemPair RSA = PemPair.of("shop.example", "RSA");
  private static final PemPair EC = PemPair.of("blog.example", "EC");

  private static String fault(String pem) {
    return new CertificateBundle(pem).fault().orElse("");
  }

  @Test
  void aPairIsGoodInWhateverForm() {
    assertThat(fault(RSA.pem())).isEmpty();
    assertThat(fault(EC.keyPem() + EC.certificatePem())).isEmpty();
    assertThat(fault(RSA.certificatePem() + RSA.oldKeyPem("RSA"))).isEmpty();
    assertThat(fault(EC.certificatePem() + EC.oldKeyPem("EC"))).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(fault("hush")).isEqualTo("has no certificate (BEGIN CERTIFICATE)");
    assertThat(fault(RSA.certificatePem())).isEqualTo("has no key (BEGIN PRIVATE KEY)");
  }

  @Test
  void theKeyOfAnotherIsNone() {
    assertThat(fault(RSA.certificatePem() + PemPair.of("a.example", "RSA").keyPem()))
        .isEqualTo("has a key that is not that of its first certificate");
    assertThat(fault(RSA.certificatePem() + EC.keyPem())).contains("do not go together");
  }

  @Test
  void whatIsCutOffIsSaid() {
    assertThat(fault(RSA.certificatePem() + RSA.keyPem().replaceFirst("(?m)^MI.*$", "MIIB")))
        .contains("cannot be read");
  }
}
