package dev.berth.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.h2.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Issue 17: after a full disk all is well again. In 15 rounds of six writers over raw H2 on a disk
 * that was filled and emptied, one ended in a file that its own process kept locked.
 */
class DatabaseKeeperTest {
  @TempDir Path home;

  private AgroalDataSource pool() throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(4)
                    .connectionFactoryConfiguration(factory ->
                        factory
                            .jdbcUrl("jdbc:h2:file:" + home.resolve("berth"))
                            .principal(new NamePrincipal("berth"))
                            .credential(new SimplePassword("berth")))));
  }

  /** As H2 does where the last connection of the database before ends too late. */
  private static void forgetDatabases() throws ReflectiveOperationException {
    Field known = Engine.class.getDeclaredField("DATABASES");
    known.setAccessible(true);
    ((Map<?, ?>) known.get(null)).clear();
  }

  private static void write(AgroalDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists t (id int)");
    }
  }

  @Test
  void opensAgainWhatItsOwnProcessKeepsLocked() throws Exception {
    try (AgroalDataSource pool = pool()) {
      write(pool);
      forgetDatabases();
      try (Connection held = pool.getConnection()) {
        assertThat(held.isValid(1)).isTrue();
        assertThatThrownBy(() -> write(pool)).hasMessageContaining("90020");
        DatabaseKeeper.reopen(pool, new ClosedStores());
      }

      await().ignoreExceptions().untilAsserted(() -> write(pool));
    }
  }

  @Test
  void leavesWhatIsWellAsItIs() throws Exception {
    try (AgroalDataSource pool = pool();
        Connection held = pool.getConnection()) {
      DatabaseKeeper.reopen(pool, new ClosedStores());

      assertThat(held.isValid(1)).isTrue();
      assertThat(pool.getMetrics().flushCount()).isZero();
    }
  }
}
