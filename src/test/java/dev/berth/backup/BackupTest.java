package dev.berth.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup must give back everything, or nothing. */
class BackupTest {
  private static final char[] PASSPHRASE = "correct horse battery".toCharArray();

  @TempDir Path folder;

  private Path home;
  private Path other;

  @BeforeEach
  void aHomeWithEverything() throws Exception {
    home = Files.createDirectory(folder.resolve("home"));
    other = folder.resolve("other");
    Database.in(home).migrate();
    try (Connection database = Database.in(home).connect();
        Statement statement = database.createStatement()) {
      fill(database, statement);
    }
    Files.writeString(home.resolve("encryption.key"), "the key\n");
    Files.writeString(home.resolve("admin-token"), "the token\n");
    Files.writeString(home.resolve("audit.jsonl"), "{\"code\":200}\n");
    Files.createDirectory(home.resolve("contexts"));
    Files.write(home.resolve("contexts/abc.tar"), new byte[300_000]);
    Files.writeString(home.resolve("contexts/draft-1.tar"), "half");
    Files.writeString(home.resolve("berth.log"), "stays");
  }

  /** A row in each table that there is, so that a new table is part of this test. */
  private static void fill(Connection database, Statement statement) throws Exception {
    for (String table : DatabaseTables.names(database)) {
      List<String> values = new ArrayList<>();
      for (int type : DatabaseTables.columns(database, table).values()) {
        values.add(
            switch (type) {
              case java.sql.Types.BOOLEAN -> "true";
              case java.sql.Types.INTEGER, java.sql.Types.BIGINT -> "41";
              case java.sql.Types.TIMESTAMP_WITH_TIMEZONE ->
                  "timestamp with time zone '2026-11-25 01:02:03.123456789+00:00'";
              default -> "'ü\"\n''x'";
            });
      }
      statement.execute("insert into " + table + " values (" + String.join(",", values) + ")");
    }
  }

  private byte[] backup() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Backup.offline(home, Optional.empty(), PASSPHRASE, bytes);
    return bytes.toByteArray();
  }

  private static void restore(Path home, boolean force, byte[] bytes) throws Exception {
    Restore.into(home, Optional.empty(), force, new ByteArrayInputStream(bytes), PASSPHRASE);
  }

  /** All rows and all files, as text. */
  private static SortedMap<String, String> state(Path home) throws Exception {
    SortedMap<String, String> all = new TreeMap<>();
    try (Connection database = Database.in(home).connect();
        Statement statement = database.createStatement()) {
      for (String table : DatabaseTables.names(database)) {
        try (ResultSet rows = statement.executeQuery("select * from " + table)) {
          while (rows.next()) {
            all.merge(table, new String(Rows.line(rows), StandardCharsets.UTF_8), String::concat);
          }
        }
      }
    }
    for (Path file : HomeFiles.kept(home)) {
      all.put(file.toString(), Arrays.toString(Files.readAllBytes(home.resolve(file))));
    }
    all.put("encryption.key", Files.readString(home.resolve("encryption.key")));
    return all;
  }

  @Test
  void everythingComesBack() throws Exception {
    restore(other, false, backup());

    Map<String, String> before = new TreeMap<>(state(home));
    before.remove("feed_change"); // Whoever watches lists anew: what comes now is another story.
    assertThat(state(other)).isEqualTo(before).hasSizeGreaterThan(12);
    assertThat(other.resolve("contexts/draft-1.tar")).doesNotExist();
    assertThat(Files.getPosixFilePermissions(other.resolve("encryption.key"))).hasSize(2);
  }

  @Test
  void numbersGoOnAfterThoseThatWereRestored() throws Exception {
    restore(other, false, backup());

    try (Connection database = Database.in(other).connect();
        Statement statement = database.createStatement()) {
      statement.execute(
          "insert into event (app, happened_at, warning, reason, message, times) values ('a',"
              + " current_timestamp, false, 'r', 'm', 1)");
      ResultSet last = statement.executeQuery("select max(id) from event");
      last.next();
      assertThat(last.getLong(1)).isEqualTo(42);
      assertThat(DatabaseTables.nextVersion(database)).isGreaterThan(1_000_000);
    }
  }

  @Test
  void nothingSealedCanBeReadInIt() throws Exception {
    String text = new String(backup(), StandardCharsets.ISO_8859_1);

    assertThat(text).startsWith("berth-backup 1 ").doesNotContain("the key", "the token");
  }

  @Test
  void aStateThatIsThereIsReplacedByForceOnlyAndKeptBeside() throws Exception {
    byte[] bytes = backup();
    Files.writeString(home.resolve("admin-token"), "another\n");
    assertThatThrownBy(() -> restore(home, false, bytes))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("--force");
    assertThat(home.resolve("admin-token")).hasContent("another");

    restore(home, true, bytes);

    assertThat(home.resolve("admin-token")).hasContent("the token");
    assertThat(home.resolve("berth.log")).hasContent("stays");
    try (var all = Files.newDirectoryStream(home, "before-restore-*")) {
      Path aside = all.iterator().next();
      assertThat(aside.resolve("admin-token")).hasContent("another");
      assertThat(aside.resolve("berth.mv.db")).exists();
      assertThat(Files.getPosixFilePermissions(aside)).hasSize(3);
    }
  }

  @Test
  void noByteCanBeChangedOrLost() throws Exception {
    byte[] bytes = backup();
    SortedMap<String, String> before = state(home);
    for (int at = 3; at < bytes.length; at += Math.max(1, bytes.length / 6)) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> restore(home, true, changed))
          .as("byte %s", at)
          .isInstanceOf(BackupException.class);
      byte[] cut = Arrays.copyOf(bytes, at);
      assertThatThrownBy(() -> restore(home, true, cut))
          .as("cut at %s", at)
          .isInstanceOf(BackupException.class);
    }
    assertThat(state(home)).isEqualTo(before);
    assertThat(home.resolve(".restore-draft")).doesNotExist();
  }

  @Test
  void whatFollowsTheEndIsRefused() throws Exception {
    byte[] bytes = backup();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

    assertThatThrownBy(() -> restore(other, false, longer)).isInstanceOf(BackupException.class);
  }

  @Test
  void reasonsAreSaid() throws Exception {
    byte[] bytes = backup();
    String newer =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .replaceFirst("berth-backup 1", "berth-backup 2");

    assertThatThrownBy(() ->
            Restore.into(
                other,
                Optional.empty(),
                false,
                new ByteArrayInputStream(bytes),
                "another one".toCharArray()))
        .hasMessageContaining("passphrase is wrong");
    assertThatThrownBy(() -> restore(other, false, newer.getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessageContaining("newer Berth");
    assertThatThrownBy(() -> restore(other, false, new byte[0])).hasMessageContaining("no backup");
    assertThat(HomeFiles.isUsed(other)).isFalse();
  }

  @Test
  void aDatabaseOfANewerBerthIsRefused() throws Exception {
    try (Connection database = Database.in(home).connect();
        Statement statement = database.createStatement()) {
      statement.execute(
          "update \"flyway_schema_history\" set \"version\" = '99' where \"installed_rank\" ="
              + " (select max(\"installed_rank\") from \"flyway_schema_history\")");
    }
    byte[] bytes = backup();

    assertThatThrownBy(() -> restore(other, false, bytes))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("version 99");
  }

  @Test
  void nobodyRestoresUnderARunningBerth() throws Exception {
    byte[] bytes = backup();
    Process berth = locking(home);
    try {
      assertThatThrownBy(() -> restore(home, true, bytes))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("stop it first");
    } finally {
      berth.destroyForcibly().waitFor();
    }
  }

  /** Another process with the database open: locks within one process prove nothing. */
  private static Process locking(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Locked.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.getInputStream().read()).isEqualTo('!');
    return process;
  }

  /** What {@link #locking} runs. */
  static final class Locked {
    public static void main(String... args) throws Exception {
      try (Connection database = Database.in(Path.of(args[0])).connect()) {
        System.out.print("!");
        System.out.flush();
        System.in.read();
      }
    }
  }

  /** A folder that holds all of it is the point from which there is only the way forward. */
  @Test
  void aRestoreThatWasCutOffIsFinishedWhereverThatWas() throws Exception {
    byte[] bytes = backup();
    for (int moved = 0; moved <= 4; moved += 2) {
      Path cut = folder.resolve("cut" + moved);
      restore(cut, false, bytes);
      Path ready = Files.createDirectory(cut.resolve(".restore"));
      Files.writeString(ready.resolve("aside"), "before-restore-1");
      List<String> names = List.of("berth.mv.db", "encryption.key", "admin-token", "audit.jsonl");
      for (int i = 0; i < names.size(); i++) {
        Files.writeString(ready.resolve(names.get(i)), "new");
        if (i < moved) {
          Files.createDirectories(cut.resolve("before-restore-1"));
          Files.move(
              cut.resolve(names.get(i)), cut.resolve("before-restore-1").resolve(names.get(i)));
        }
      }
      Restore.finish(cut);
      Restore.finish(cut);
      for (String name : names) {
        assertThat(cut.resolve(name)).hasContent("new");
        assertThat(Files.size(cut.resolve("before-restore-1").resolve(name))).isNotEqualTo(3);
      }
      assertThat(cut.resolve("contexts")).doesNotExist();
      assertThat(ready).doesNotExist();
    }
  }

  @Test
  void newFilesThatWereMovedAlreadyStay() throws Exception {
    restore(other, false, backup());
    Path ready = Files.createDirectory(other.resolve(".restore"));
    Files.writeString(ready.resolve("aside"), "before-restore-1");
    Files.createFile(ready.resolve("aside-done"));
    Files.writeString(ready.resolve("encryption.key"), "new");

    Restore.finish(other);

    assertThat(other.resolve("admin-token")).hasContent("the token");
    assertThat(other.resolve("encryption.key")).hasContent("new");
    assertThat(other.resolve("before-restore-1")).doesNotExist();
  }

  /** What is written in one transaction is in a backup as a whole or not at all. */
  @Test
  void aBackupIsOfOneMoment() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (Connection writing = Database.in(home).connect();
        Connection reading = Database.in(home).connect()) {
      writing.setAutoCommit(false);
      Thread writer = Thread.ofPlatform().start(() -> write(writing, done));
      for (int i = 0; i < 3; i++) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Backup(home, "").write(reading, PASSPHRASE, bytes);
        Path copy = folder.resolve("copy" + i);
        restore(copy, false, bytes.toByteArray());
        SortedMap<String, String> state = state(copy);
        assertThat(state.getOrDefault("setting", "").lines().count())
            .isEqualTo(state.getOrDefault("image_pull", "").lines().count());
      }
      done.set(true);
      writer.join();
    }
  }

  private static void write(Connection database, AtomicBoolean done) {
    try (Statement statement = database.createStatement()) {
      for (int i = 0; !done.get(); i++) {
        statement.execute("insert into image_pull values ('p" + i + "', current_timestamp)");
        statement.execute("insert into setting values ('s" + i + "', 'x')");
        database.commit();
        // As fast as it can it would write more than the backups, and be most of what they read.
        LockSupport.parkNanos(1_000_000);
      }
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aBackupThatFailsHalfWayIsNone() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Files.delete(home.resolve("encryption.key"));
    try (Connection database = Database.in(home).connect()) {
      assertThatThrownBy(() -> new Backup(home, "").write(database, PASSPHRASE, bytes))
          .isInstanceOf(IOException.class);
    }

    assertThatThrownBy(() -> restore(other, false, bytes.toByteArray()))
        .isInstanceOf(BackupException.class);
  }

  @Test
  void isReadAsItComes() throws Exception {
    byte[] bytes = backup();
    InputStream slow =
        new InputStream() {
          private final InputStream in = new ByteArrayInputStream(bytes);

          @Override
          public int read() throws IOException {
            return in.read();
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            return in.read(to, offset, Math.min(length, 7));
          }
        };

    assertThat(Trial.of(slow, PASSPHRASE)).startsWith("whole: made at ").contains("app=1");
  }
}
