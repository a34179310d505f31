package dev.berth.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 17: after a full disk the thread of the audit took a processor for ever. */
class ClosedStoresTest {
  @TempDir Path home;

  /** As a write that fails may leave it: closed, with a transaction counted out twice. */
  private MVStore broken() {
    MVStore store = MVStore.open(home.resolve("berth.mv.db").toString());
    MVStore.TxCounter counter = store.registerVersionUsage();
    store.deregisterVersionUsage(counter);
    store.deregisterVersionUsage(counter);
    store.closeImmediately();
    return store;
  }

  @Test
  void whoTurnsInAClosedStoreIsLetGo() {
    ClosedStores stores = new ClosedStores();
    MVStore store = broken();
    stores.saw(store);
    Thread turning = Thread.ofPlatform().daemon().start(store::registerVersionUsage);

    stores.release();

    await().until(() -> !turning.isAlive());
  }

  @Test
  void aStoreInUseIsCountedAsItIs() {
    ClosedStores stores = new ClosedStores();
    try (MVStore store = MVStore.open(home.resolve("other.mv.db").toString())) {
      stores.saw(store);

      stores.release();

      assertThat(store.registerVersionUsage().toString()).endsWith("cnt=1");
    }
  }

  /** A full disk closes it before anybody has looked around. */
  @Test
  void aStoreIsNoticedWithItsFirstConnection() throws Exception {
    ClosedStores stores = new ClosedStores();
    MVStore store;
    try (Connection first =
        DriverManager.getConnection("jdbc:h2:file:" + home.resolve("brief"), "sa", "")) {
      stores.onConnectionCreate(first);
      store = DatabaseFile.storeOf(first).orElseThrow();
    }
    MVStore.TxCounter counter = store.registerVersionUsage();
    while (!counter.toString().contains("cnt=-")) {
      store.deregisterVersionUsage(counter);
    }
    Thread turning = Thread.ofPlatform().daemon().start(store::registerVersionUsage);

    await()
        .until(() -> {
          stores.release();
          return !turning.isAlive();
        });
  }
}
