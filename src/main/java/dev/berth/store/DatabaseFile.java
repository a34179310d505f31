package dev.berth.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;

/**
 * The file that H2 keeps a database in. Each commit appends the pages that it changed; what lies
 * before them is dead. H2 clears that away while nobody writes, but not with {@code WRITE_DELAY=0},
 * which Berth needs: a write that was answered is on the disk. So it is cleared away here.
 */
final class DatabaseFile {
  /** What is smaller is not worth the work. */
  private static final long SMALL = 16L << 20;

  /** So often what is alive in it a file may be. */
  private static final int SLACK = 2;

  /** Of one turn; writers wait meanwhile. */
  private static final int TURN_MILLIS = 250;

  private final MVStore store;
  private final FileStore<?> file;

  private DatabaseFile(MVStore store) {
    this.store = store;
    this.file = store.getFileStore();
  }

  /** Behind a connection; empty where the database has none of its own here. */
  static Optional<DatabaseFile> of(Connection connection) throws SQLException {
    return storeOf(connection).map(DatabaseFile::new);
  }

  /** What H2 keeps it in. */
  static Optional<MVStore> storeOf(Connection connection) throws SQLException {
    if (connection.isWrapperFor(JdbcConnection.class)
        && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
        && session.getDatabase().isPersistent()) {
      return Optional.of(session.getDatabase().getStore().getMvStore());
    }
    return Optional.empty();
  }

  /**
   * Moves what is alive together and cuts off the rest, where much is dead.
   *
   * @return the bytes that became free; less than nothing where others wrote more
   */
  long compact() throws IOException {
    long before = file.size();
    if (before <= SMALL || before <= SLACK * alive() || !hasRoom()) {
      return 0;
    }
    int retention = store.getRetentionTime();
    try {
      // The first turn rewrites what is alive, the second moves it to the front; each is synced.
      for (int turn = 0; turn < 2; turn++) {
        store.compactFile(TURN_MILLIS);
        store.commit();
      }
    } finally {
      // H2 leaves it at zero: space would be used again before what replaced it is on the disk.
      store.setRetentionTime(retention);
    }
    return before - file.size();
  }

  /** Roughly: H2 knows it in parts of a hundred. */
  private long alive() {
    return file.size() / 100 * file.getFillRate() / 100 * file.getChunksFillRate();
  }

  /** Until the old pages are gone, both are there. */
  private boolean hasRoom() throws IOException {
    Path path = Path.of(file.getFileName().replaceFirst("^[a-z]+:", ""));
    return Files.getFileStore(path).getUsableSpace() > alive() + SMALL;
  }
}
