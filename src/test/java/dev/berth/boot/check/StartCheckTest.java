package dev.berth.boot.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.security.FileVault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a server from starting is one line, and no key is made beside an old database. */
class StartCheckTest {
  @TempDir Path folder;

  private Path home() {
    return folder.resolve("home");
  }

  private StartCheck check(Path... settings) {
    return new StartCheck(home(), Map.of(), List.of(settings));
  }

  /** As H2 leaves it, with a text in it. */
  private void database(String text) throws Exception {
    Files.createDirectories(home());
    String url = "jdbc:h2:file:" + home().resolve("berth");
    try (Connection connection = DriverManager.getConnection(url, "berth", "berth");
        PreparedStatement made = connection.prepareStatement("create table t (s clob)")) {
      made.execute();
      try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
        insert.setString(1, text);
        insert.execute();
      }
    }
  }

  private void sealed() throws Exception {
    String seal = FileVault.of(folder.resolve("other.key")).seal("secret");
    database("{\"spec\":{\"token\":\"" + seal + "\"}}");
  }

  @Test
  void aNewHomeGetsItsKeyBeforeItsDatabase() {
    assertThat(check().obstacle()).isEmpty();
    assertThat(home().resolve("encryption.key")).exists();
  }

  @Test
  void aMissingKeyIsToldAndNoneIsMade() throws Exception {
    sealed();

    assertThat(check().obstacle())
        .hasValueSatisfying(line ->
            assertThat(line)
                .contains("encryption.key is missing", "put it back", "berth.encryption.key")
                .doesNotContain("\n"));
    assertThat(home().resolve("encryption.key")).doesNotExist();
  }

  @Test
  void aKeyThatIsSetElsewhereIsNotMissing() throws Exception {
    sealed();
    Path settings = folder.resolve("application.properties");
    Files.writeString(settings, "berth.encryption.key=abc\n");

    assertThat(check(settings).obstacle()).isEmpty();
    assertThat(new StartCheck(home(), Map.of("BERTH_ENCRYPTION_KEY", "x"), List.of()).obstacle())
        .isEmpty();
  }

  @Test
  void anOldHomeWithoutSecretsNeedsNoKey() throws Exception {
    database("{\"spec\":{\"image\":\"alpine\"}}");

    assertThat(check().obstacle()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "H2", "no database at all"})
  void aDamagedDatabaseIsToldAndLeftAlone(String content) throws IOException {
    Files.createDirectories(home());
    Path database = home().resolve("berth.mv.db");
    Files.writeString(database, content);

    assertThat(check().obstacle())
        .hasValueSatisfying(line -> assertThat(line).contains("is damaged", "restore"));
    assertThat(database).hasContent(content);
    assertThat(home().resolve("encryption.key")).doesNotExist();
  }

  @Test
  void aSecondServerOnTheSameHomeIsTold() throws Exception {
    database("x");
    Process other = locking(home().resolve("berth.mv.db"));
    try {
      assertThat(check().obstacle())
          .hasValueSatisfying(line -> assertThat(line).contains("a Berth runs in", "BERTH_HOME"));
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  /** A lock of this very process would not do: Java tells those by an exception. */
  private static Process locking(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file.toString())
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("held");
    return process;
  }

  /** Holds a lock until it is ended. */
  static final class Holder {
    private Holder() {}

    public static void main(String... arguments) throws IOException {
      try (FileChannel channel =
              FileChannel.open(
                  Path.of(arguments[0]), StandardOpenOption.READ, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.println(lock.isValid() ? "held" : "lost");
        System.in.read();
      }
    }
  }

  @Test
  void aHomeThatCannotBeMadeIsTold() throws IOException {
    Files.writeString(home(), "a file");

    assertThat(check().obstacle())
        .hasValueSatisfying(line -> assertThat(line).contains("cannot be made", "BERTH_HOME"));
  }
}
