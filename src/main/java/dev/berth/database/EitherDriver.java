package dev.berth.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Connects to H2 or to PostgreSQL, by what the URL says: a pool has one driver, named when Berth is
 * built.
 */
public final class EitherDriver implements Driver {
  private static final String POSTGRES = "jdbc:postgresql:";

  @Nullable private Driver chosen;

  /** Whether a database at that URL is a PostgreSQL. */
  public static boolean isPostgres(String url) {
    return url.startsWith(POSTGRES);
  }

  /** The one that is not wanted is not even loaded. */
  private synchronized Driver of(String url) throws SQLException {
    if (chosen == null) {
      chosen = isPostgres(url) ? postgres() : new org.h2.Driver();
    }
    return chosen;
  }

  /** By its name: the compiler misses annotations of its classes, which nothing else needs. */
  private static Driver postgres() throws SQLException {
    try {
      return Class.forName("org.postgresql.Driver")
          .asSubclass(Driver.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new SQLException("PostgreSQL's driver is not in this package", e);
    }
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) throws SQLException {
    return of(url).connect(url, properties);
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return of(url).acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties)
      throws SQLException {
    return of(url).getPropertyInfo(url, properties);
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return true;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("it has none");
  }
}
