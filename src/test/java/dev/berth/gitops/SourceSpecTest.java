package dev.berth.gitops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.state.secret.PlainVault;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceSpecTest {
  private static final SealedValues SEALS = new SealedValues(new PlainVault());

  private static String sealed(String plain) {
    return SEALS.seal(plain, null);
  }

  @Test
  void opensSecretsAndNothingElse() throws SourceException {
    SourceLogin sealed =
        SourceLogin.of(part -> Optional.of(part.equals("username") ? "ann" : sealed(part)));

    SourceLogin opened = sealed.opened(SEALS);

    assertEquals(Optional.of("ann"), opened.username());
    assertEquals(Optional.of("password"), opened.password());
    assertEquals(Optional.of("token"), opened.token());
    assertEquals(Optional.of("privateKey"), opened.privateKey());
    assertEquals(sealed.knownHosts(), opened.knownHosts());
    assertEquals(opened.token(), opened.secret());
  }

  @Test
  void namesTheSecretWhoseKeyIsGone() {
    for (String part : new String[] {"password", "token", "privateKey"}) {
      SourceLogin login =
          SourceLogin.of(p -> p.equals(part) ? Optional.of("of another key") : Optional.empty());

      SourceException e = assertThrows(SourceException.class, () -> login.opened(SEALS));

      assertTrue(
          String.valueOf(e.getMessage()).contains("credentials." + part + " was sealed"), part);
    }
  }

  @Test
  void aPasswordIsGivenWhereThereIsNoToken() {
    SourceLogin login =
        SourceLogin.of(p -> p.equals("password") ? Optional.of("secret") : Optional.empty());

    assertEquals(Optional.of("secret"), login.secret());
    assertEquals(Optional.of("abc"), SourceLogin.ofToken("abc").secret());
    assertTrue(SourceLogin.of(p -> Optional.empty()).isEmpty());
  }

  @Test
  void readsWhereOutcomesGo() {
    SourceSpec spec =
        SourceSpec.of(
            Map.of(
                "url", "https://git.example/shop.git",
                "notify", Map.of("url", "#u", "secret", "#s"),
                "commitStatus", Map.of("provider", "gitea", "token", "#t"),
                "credentials", Map.of("username", "ann", "password", "#p")));

    assertEquals(
        Optional.of(new SourceSpec.Notification("#u", Optional.of("#s"))), spec.notification());
    assertEquals(
        Optional.of(new SourceSpec.CommitMark("gitea", Optional.empty(), "#t")), spec.commitMark());
    assertEquals(Optional.of("ann"), spec.login().username());
    assertEquals(Optional.empty(), spec.loginSecret());
    assertEquals(
        Optional.of("deploy"), SourceSpec.of(Map.of("credentials", "deploy")).loginSecret());
  }

  @Test
  void tellsNobodyWithoutAnAddressAndMarksNothingWithoutToken() {
    SourceSpec spec =
        SourceSpec.of(
            Map.of("notify", Map.of("secret", "#s"), "commitStatus", Map.of("provider", "gitea")));

    assertEquals(Optional.empty(), spec.notification());
    assertEquals(Optional.empty(), spec.commitMark());
  }
}
