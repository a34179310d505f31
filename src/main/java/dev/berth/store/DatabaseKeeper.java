package dev.berth.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.mvstore.MVStoreException;
import org.jboss.logging.Logger;

/** Keeps the file of the database small while Berth runs. */
@ApplicationScoped
class DatabaseKeeper {
  private static final Logger LOG = Logger.getLogger(DatabaseKeeper.class);

  /** At a hundred writes a second some 20 MB come together meanwhile. */
  private static final long EVERY_SECONDS = 5;

  private final DataSource database;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("database-keeper").factory());

  DatabaseKeeper(DataSource database) {
    this.database = database;
  }

  void start(@Observes StartupEvent event) {
    var unused =
        timer.scheduleWithFixedDelay(this::compact, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdown();
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
