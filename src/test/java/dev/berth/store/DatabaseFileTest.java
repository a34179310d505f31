package dev.berth.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 17: a stream of updates leaves a small file, with the settings that Berth has. */
class DatabaseFileTest {
  private static final int UPDATES = 1000;
  private static final long MIB = 1L << 20;

  @TempDir Path home;

  private Connection connect() throws Exception {
    Properties settings = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/application.properties")) {
      settings.load(new java.io.InputStreamReader(in, UTF_8));
    }
    String url = settings.getProperty("quarkus.datasource.jdbc.url");
    return DriverManager.getConnection(url.replace("${berth.home}", home.toString()), "b", "b");
  }

  private long size() throws Exception {
    return Files.size(home.resolve("berth.mv.db"));
  }

  /** As Hibernate writes and reads texts. */
  private static void update(Connection connection, int number, int length) throws SQLException {
    String text = number + "x".repeat(length);
    try (Statement read = connection.createStatement();
        ResultSet row = read.executeQuery("select content from app for update")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getClob(1)).isNotNull();
    }
    try (PreparedStatement write =
        connection.prepareStatement("update app set number = ?, content = ?, again = ?")) {
      write.setInt(1, number);
      write.setCharacterStream(2, new StringReader(text), text.length());
      write.setCharacterStream(3, new StringReader(text), text.length());
      write.executeUpdate();
    }
    connection.commit();
  }

  private static void updates(Connection connection, int length) throws SQLException {
    try (Statement make = connection.createStatement()) {
      make.execute("create table app (number int, content clob, again clob)");
      make.execute("insert into app values (0, '', '')");
    }
    connection.setAutoCommit(false);
    for (int number = 1; number <= UPDATES; number++) {
      update(connection, number, length);
    }
  }

  @Test
  void staysSmallWhileItIsOpen() throws Exception {
    try (Connection connection = connect()) {
      updates(connection, 6000);
      assertThat(size()).isGreaterThan(16 * MIB);

      long freed = DatabaseFile.of(connection).orElseThrow().compact();

      assertThat(freed).isPositive();
      assertThat(size()).isLessThan(4 * MIB);
      update(connection, 0, 10);
    }
    try (Connection again = connect();
        Statement read = again.createStatement();
        ResultSet row = read.executeQuery("select content from app")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("0" + "x".repeat(10));
    }
  }

  @Test
  void leavesWhatIsAliveOrSmallAsItIs() throws Exception {
    try (Connection connection = connect()) {
      updates(connection, 10);
      long before = size();

      assertThat(DatabaseFile.of(connection).orElseThrow().compact()).isZero();
      assertThat(size()).isEqualTo(before);
    }
  }

  @Test
  void knowsADatabaseWithoutAFile() throws Exception {
    try (Connection memory = DriverManager.getConnection("jdbc:h2:mem:")) {
      assertThat(DatabaseFile.of(memory)).isEmpty();
    }
  }
}
