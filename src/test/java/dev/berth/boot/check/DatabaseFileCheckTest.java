package dev.berth.boot.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.fault.DatabaseDamage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Issue 17: a database damaged deep inside is told, and never taken for an older or an empty one.
 */
class DatabaseFileCheckTest {
  private static final int BLOCK = 4096;

  @TempDir Path home;
  private byte[] good = {};

  private Path file() {
    return home.resolve("berth.mv.db");
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + home.resolve("berth") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0", "b", "b");
  }

  @BeforeEach
  void make() throws Exception {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute("create table t (id bigint primary key, s varchar(4000))");
      for (int i = 0; i < 200; i++) {
        statement.execute("insert into t values (" + i + ", repeat('" + i + "', 900))");
      }
    }
    good = Files.readAllBytes(file());
  }

  private boolean isWhole() throws Exception {
    return new DatabaseFileCheck(file()).isWhole();
  }

  private long rows() throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("select count(s) from t where length(s) > 1")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void isWholeWhenKilledInTheFirstMomentsOfItsLife() throws Exception {
    Files.delete(file());
    Path copy = home.resolve("copy.mv.db");
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 60; i++) {
        statement.execute("create table t" + i + " (id bigint primary key)");
        Files.write(copy, Files.readAllBytes(file()));
        assertThat(new DatabaseFileCheck(copy).isWhole()).as("kill %s", i).isTrue();
      }
    }
  }

  @Test
  void isWholeAfterAnEndAndAfterAKill() throws Exception {
    assertThat(isWhole()).isTrue();
    Connection left = open();
    try (Statement statement = left.createStatement()) {
      for (int i = 0; i < 40; i++) {
        statement.execute("update t set s = 'x" + i + "' where id < 50");
        byte[] killed = Files.readAllBytes(file());
        Files.write(home.resolve("copy.mv.db"), killed);
        assertThat(new DatabaseFileCheck(home.resolve("copy.mv.db")).isWhole())
            .as("kill %s", i)
            .isTrue();
      }
    } finally {
      left.close();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99})
  void oneThatWasCutOffIsNotWhole(double part) throws Exception {
    Files.write(file(), Arrays.copyOf(good, (int) (good.length * part)));

    assertThat(isWhole()).isFalse();
  }

  @Test
  void oneWithNothingAfterItsHeadIsNotWhole() throws Exception {
    byte[] zeros = good.clone();
    Arrays.fill(zeros, 2 * BLOCK, zeros.length, (byte) 0);
    Files.write(file(), zeros);

    assertThat(isWhole()).isFalse();
  }

  /** Of what H2 itself notices later: every word of it is known as damage. */
  @Test
  void whicheverPageH2MissesItIsDamage() throws Exception {
    List<Exception> met = new ArrayList<>();
    for (int page = 2; page < good.length / BLOCK; page += 8) {
      byte[] bytes = good.clone();
      Arrays.fill(bytes, page * BLOCK, (page + 1) * BLOCK, (byte) 0);
      Files.write(file(), bytes);
      try {
        long unused = rows();
      } catch (SQLException e) {
        met.add(e);
      }
    }

    assertThat(met).isNotEmpty().allMatch(DatabaseDamage::isCauseOf);
  }
}
