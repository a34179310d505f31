package dev.berth.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
  @TempDir Path folder;

  private static PublicKey key() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair().getPublic();
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void theFirstKeyOfEachHostIsRememberedByWhoComesNext() throws Exception {
    Path file = folder.resolve("hosts/known");
    PublicKey one = key();
    PublicKey other = key();
    assertThat(new KnownHosts(file, "").accepts("one", one)).isTrue();
    assertThat(new KnownHosts(file, "").accepts("two", other)).isTrue();

    KnownHosts next = new KnownHosts(file, "");

    assertThat(next.accepts("one", one)).isTrue();
    assertThat(next.accepts("one", other)).isFalse();
    assertThat(next.accepts("two", one)).isFalse();
    assertThat(next.keys("one")).containsExactly(one);
    assertThat(rights(file)).isEqualTo("rw-------");
    assertThat(rights(folder.resolve("hosts"))).isEqualTo("rwx------");
  }

  @Test
  void keysThatWereGivenAreTheOnlyOnes() throws Exception {
    Path file = folder.resolve("known");
    PublicKey given = key();
    String lines = "# hosts\n\nhost " + PublicKeyEntry.toString(given) + " a comment\nhost x\n";

    KnownHosts hosts = new KnownHosts(file, lines);

    assertThat(hosts.accepts("host", given)).isTrue();
    assertThat(hosts.accepts("host", key())).isFalse();
    assertThat(hosts.keys("host")).containsExactly(given);
    assertThat(file).doesNotExist();
  }
}
