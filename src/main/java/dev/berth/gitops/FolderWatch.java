package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a source when something changes in its folder. A help only: where the system cannot watch,
 * or forgets, the source's interval finds the change.
 */
final class FolderWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FolderWatch.class.getName());

  /** The system's own bound for all watches of a user is often 8192. */
  private static final int MOST_FOLDERS = 2000;

  private final Executor threads;
  private final Consumer<String> wake;
  private final Map<WatchKey, Set<String>> sources = new ConcurrentHashMap<>();
  private final Map<Path, WatchKey> keys = new ConcurrentHashMap<>();
  private @Nullable WatchService service;
  private boolean closed;

  FolderWatch(Executor threads, Consumer<String> wake) {
    this.threads = threads;
    this.wake = wake;
  }

  /** Watches all folders of a source; those watched already stay so. */
  synchronized void watch(String source, ConfinedTree tree, Path folder) {
    if (closed) {
      return;
    }
    try {
      WatchService open = service();
      List<Path> folders = FolderScan.of(tree, folder).folders();
      for (Path path : folders.subList(0, Math.min(MOST_FOLDERS, folders.size()))) {
        WatchKey known = keys.get(path);
        if (known == null || !known.isValid()) {
          WatchKey key =
              path.register(
                  open,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY,
                  StandardWatchEventKinds.ENTRY_DELETE);
          keys.put(path, key);
          known = key;
        }
        sources.computeIfAbsent(known, key -> ConcurrentHashMap.newKeySet()).add(source);
      }
    } catch (SourceException | IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "source {0} is not watched, only polled", source);
    }
  }

  private synchronized WatchService service() throws IOException {
    if (service == null) {
      WatchService made = FileSystems.getDefault().newWatchService();
      service = made;
      threads.execute(() -> listen(made));
    }
    return service;
  }

  private void listen(WatchService open) {
    try {
      while (true) {
        WatchKey key = open.take();
        key.pollEvents();
        Set<String> woken = sources.getOrDefault(key, Set.of());
        if (!key.reset()) {
          sources.remove(key);
        }
        woken.forEach(wake);
      }
    } catch (ClosedWatchServiceException e) {
      // Closed on purpose: nothing is left to watch.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void forget(String source) {
    sources.forEach((key, watching) -> {
      watching.remove(source);
      if (watching.isEmpty()) {
        key.cancel();
      }
    });
    sources.values().removeIf(Set::isEmpty);
    keys.values().removeIf(key -> !key.isValid());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "close the watch", e);
      }
    }
  }
}
