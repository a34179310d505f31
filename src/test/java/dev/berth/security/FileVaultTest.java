package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.state.secret.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultTest {
  @TempDir Path home;

  private Path file() {
    return home.resolve("encryption.key");
  }

  @Test
  void opensWhatAnEarlierStartSealed() {
    String sealed = FileVault.of(file()).seal("pa$$: wörd");

    assertThat(FileVault.of(file()).open(sealed)).isEqualTo("pa$$: wörd");
  }

  @Test
  void keepsTheKeyFromOthers() throws IOException {
    FileVault.of(file());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void tellsNothingByEqualSeals() {
    Vault vault = FileVault.of(file());

    assertThat(vault.seal("same")).isNotEqualTo(vault.seal("same")).doesNotContain("same");
  }

  @Test
  void refusesAChangedSeal() {
    Vault vault = FileVault.of(file());
    String sealed = vault.seal("secret");
    char last = sealed.charAt(sealed.length() - 3) == 'A' ? 'B' : 'A';
    String changed =
        sealed.substring(0, sealed.length() - 3) + last + sealed.substring(sealed.length() - 2);

    assertThatThrownBy(() -> vault.open(changed)).isInstanceOf(Vault.Unreadable.class);
  }

  @Test
  void readsOldSealsAfterANewKey() {
    Vault vault = FileVault.of(file());
    String old = vault.seal("secret");
    vault.rotate();

    assertThat(vault.isStale(old)).isTrue();
    assertThat(vault.isStale(vault.seal("secret"))).isFalse();
    assertThat(FileVault.of(file()).open(old)).isEqualTo("secret");
  }

  @Test
  void saysWhichKeyIsMissing() {
    String sealed = FileVault.of(home.resolve("other.key")).seal("secret");

    assertThatThrownBy(() -> FileVault.of(file()).open(sealed))
        .hasMessage("sealed with key " + sealed.split(":", 3)[1] + ", which is not in " + file());
  }

  @Test
  void takesKeysThatAreGiven() throws IOException {
    String sealed = FileVault.of(file()).seal("secret");
    String key = Files.readString(file()).strip();

    assertThat(FileVault.of(List.of(key)).open(sealed)).isEqualTo("secret");
  }

  @Test
  void refusesAKeyOfAnotherLengthWithoutShowingIt() {
    assertThatThrownBy(() -> FileVault.of(List.of("c2hvcnQ=")))
        .hasMessageContaining("openssl rand -base64 32")
        .message()
        .doesNotContain("c2hvcnQ");
  }
}
