package dev.berth.store;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.jboss.logging.Logger;

/**
 * H2's stores that a write which failed has closed. Where a transaction of such a store was counted
 * out twice meanwhile, its count stays below nothing, and whoever counts in the next one waits for
 * another version of the store that never comes: {@code MVStore.registerVersionUsage} turns for
 * ever, on a processor of its own, with its connection locked. Nobody needs the versions of a store
 * that is closed, so its count is set high. Seen in runs of all tests, on the thread of the audit.
 *
 * <p>A full disk may close a store within milliseconds of its opening, so each is noticed with its
 * first connection.
 */
@Singleton
class ClosedStores implements AgroalPoolInterceptor {
  private static final Logger LOG = Logger.getLogger(ClosedStores.class);

  /** More than a full disk closes one after the other before threads have left the first. */
  private static final int REMEMBERED = 256;

  /** Above what is counted out by all threads that there can be. */
  private static final int HIGH = 1 << 20;

  /** Who turns in a store holds it; for all others it may go. */
  private final Deque<WeakReference<MVStore>> seen = new ArrayDeque<>();

  /** Before anybody uses it. */
  @Override
  public void onConnectionCreate(Connection connection) {
    try {
      DatabaseFile.storeOf(connection).ifPresent(this::saw);
    } catch (SQLException e) {
      LOG.debug("a connection without a store", e);
    }
  }

  /** A store that is in use. */
  synchronized void saw(MVStore store) {
    WeakReference<MVStore> last = seen.peekLast();
    if (last != null && last.refersTo(store)) {
      return;
    }
    seen.addLast(new WeakReference<>(store));
    if (seen.size() > REMEMBERED) {
      seen.removeFirst();
    }
  }

  /** Lets go whoever turns in a store that is closed by now. */
  synchronized void release() {
    seen.stream()
        .flatMap(one -> Stream.ofNullable(one.get()))
        .filter(MVStore::isClosed)
        .forEach(ClosedStores::release);
  }

  private static void release(MVStore store) {
    try {
      Object count = field(MVStore.class, "currentTxCounter").get(store);
      Field number = field(MVStore.TxCounter.class, "counter");
      if (number.getInt(count) < HIGH / 2) {
        number.setInt(count, HIGH);
      }
    } catch (ReflectiveOperationException e) {
      LOG.debug("this H2 counts otherwise", e);
    }
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
