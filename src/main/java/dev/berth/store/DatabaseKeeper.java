package dev.berth.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.security.SimplePassword;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.h2.mvstore.MVStoreException;
import org.jboss.logging.Logger;

/** Keeps the file of the database small while Berth runs, and the database open. */
@ApplicationScoped
class DatabaseKeeper {
  private static final Logger LOG = Logger.getLogger(DatabaseKeeper.class);

  private static final String OF_FILE = "jdbc:h2:file:";

  /** At a hundred writes a second some 20 MB come together meanwhile. */
  private static final long EVERY_SECONDS = 5;

  /** So long requests fail at most once the disk has room again. */
  private static final long REOPEN_SECONDS = 1;

  private static final long RELEASE_MILLIS = 100;

  /** The pool has ended long before. */
  private static final long LONGEST_END_SECONDS = 60;

  private final List<ScheduledFuture<?>> work = new CopyOnWriteArrayList<>();
  private final AgroalDataSource database;
  private final ClosedStores closedStores;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("database-keeper").factory());

  DatabaseKeeper(AgroalDataSource database, ClosedStores closedStores) {
    this.closedStores = closedStores;
    this.database = database;
  }

  void start(@Observes StartupEvent event) {
    work.add(
        timer.scheduleWithFixedDelay(
            this::compact, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS));
    work.add(
        timer.scheduleWithFixedDelay(
            () -> reopen(database, closedStores),
            REOPEN_SECONDS,
            REOPEN_SECONDS,
            TimeUnit.SECONDS));
  }

  /** Who turns in a closed store would hold up the end of the pool for ever. */
  void stop(@Observes ShutdownEvent event) {
    work.forEach(one -> one.cancel(false));
    var unused =
        timer.scheduleWithFixedDelay(
            closedStores::release, 0, RELEASE_MILLIS, TimeUnit.MILLISECONDS);
    var unusedToo = timer.schedule(timer::shutdown, LONGEST_END_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * After a write that failed H2 closes the database, and the next connection opens it anew. Where
   * the last of the old one ends after that, H2 forgets the new one by the name that both have
   * ({@code Engine.close}): whoever holds a connection goes on with it, and every further one finds
   * the file locked, by this very process. So those that are held are given up, and threads that
   * turn in the old one are let go.
   */
  static void reopen(AgroalDataSource database, ClosedStores closedStores) {
    AgroalConnectionFactoryConfiguration factory =
        database.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
    if (!factory.jdbcUrl().startsWith(OF_FILE)) {
      return;
    }
    closedStores.release();
    try {
      DriverManager.getConnection(factory.jdbcUrl(), user(factory)).close();
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        LOG.debug("connections given up", e);
        database.flush(AgroalDataSource.FlushMode.GRACEFUL);
      }
    }
  }

  private static Properties user(AgroalConnectionFactoryConfiguration factory) {
    Properties user = new Properties();
    user.setProperty("user", factory.principal().getName());
    factory.credentials().stream()
        .flatMap(
            one -> one instanceof SimplePassword password ? Stream.of(password) : Stream.empty())
        .forEach(password -> user.putAll(password.asProperties()));
    return user;
  }

  /** What fails here fails for who writes as well, and is told there. */
  private void compact() {
    try (Connection connection = database.getConnection()) {
      Optional<DatabaseFile> file = DatabaseFile.of(connection);
      if (file.isPresent()) {
        LOG.debugf("database compacted, bytes=%d", file.get().compact());
      }
    } catch (SQLException | IOException | MVStoreException e) {
      LOG.debug("database not compacted", e);
    }
  }
}
