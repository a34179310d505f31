package dev.berth.query;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.port.EngineInventory.LogQuery;
import dev.berth.port.EngineInventory.LogSink;
import dev.berth.port.EngineInventory.LogSource;
import dev.berth.port.StatusStore;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads the output of several containers at once. While it follows, containers that come later, or
 * come back, are read too.
 */
public final class LogFollower implements AutoCloseable {
  private final ContainerEngine engine;
  private final Map<String, String> labels;
  private final LogQuery query;
  private final LogSink sink;
  private final Map<String, AutoCloseable> reading = new HashMap<>();
  private @Nullable AutoCloseable subscription;
  private volatile boolean ended;

  public LogFollower(
      ContainerEngine engine, Map<String, String> labels, LogQuery query, LogSink sink) {
    this.engine = engine;
    this.labels = labels;
    this.query = query;
    this.sink = sink;
  }

  public LogFollower begin(StatusStore board, String app) {
    read(
        query.since().isPresent() || query.tail().isPresent() ? query.tail() : OptionalInt.empty());
    if (query.follow()) {
      subscription =
          board.subscribe((changed, status) -> {
            if (changed.equals(app)) {
              Thread.startVirtualThread(() -> look(status.isEmpty()));
            }
          });
      look(false);
    }
    endIfDone();
    return this;
  }

  private void look(boolean appIsGone) {
    try {
      read(OptionalInt.empty());
    } catch (EngineException e) {
      System.getLogger(LogFollower.class.getName())
          .log(Level.DEBUG, "no look for new logs: {0}", e.getMessage());
    }
    if (appIsGone) {
      close();
    }
  }

  private synchronized void read(OptionalInt tail) {
    List<ContainerView> containers = asked(engine, labels, query.service(), query.replica());
    for (ContainerView container : containers) {
      String life = container.id() + container.life().startedAt().map(Object::toString).orElse("");
      if (!ended && !reading.containsKey(life) && isNews(container)) {
        reading.put(life, () -> {});
        AutoCloseable handle =
            engine.logs(container.id(), request(container, tail), lines(source(container)));
        reading.put(life, handle);
      }
    }
  }

  /** On later looks only what runs has anything new to say. */
  private boolean isNews(ContainerView container) {
    return reading.isEmpty() || subscription == null || container.isRunning();
  }

  /** A container that came back is read from its start, not from the beginning of its log. */
  private LogRequest request(ContainerView container, OptionalInt tail) {
    boolean isFirst =
        reading.keySet().stream().filter(k -> k.startsWith(container.id())).count() == 1;
    return new LogRequest(
        query.follow() && container.isRunning(),
        isFirst ? tail : OptionalInt.empty(),
        isFirst ? query.since() : container.life().startedAt(),
        query.timestamps());
  }

  /** Containers of a service and a replica, or of all. */
  static List<ContainerView> asked(
      ContainerEngine engine,
      Map<String, String> labels,
      Optional<String> service,
      OptionalInt replica) {
    return engine.containers(labels).stream()
        .filter(container -> {
          Optional<Ownership> owner = container.owner();
          return owner.isPresent()
              && service.map(owner.get().service()::equals).orElse(true)
              && (replica.isEmpty() || replica.getAsInt() == owner.get().replica());
        })
        .toList();
  }

  private int open;

  /** The end waits for who reads, as lines do. */
  private void endIfDone() {
    if (isDone()) {
      sink.end("");
    }
  }

  private synchronized boolean isDone() {
    boolean isDone = !ended && !query.follow() && open == 0;
    ended |= isDone;
    return isDone;
  }

  /** Whose lines they are; containers without an owner are not read. */
  static LogSource source(ContainerView container) {
    return new LogSource(
        container.name(),
        container.owner().map(Ownership::service).orElse(""),
        container.owner().map(Ownership::replica).orElse(0),
        false);
  }

  /**
   * Hears the output of one container. A line waits for who reads it, so never under the lock of
   * the whole: who is to read it may need that lock to begin.
   */
  private LogListener lines(LogSource source) {
    open++;
    return new LineListener(
        line -> sink.line(source, line),
        line -> sink.line(source.asError(), line),
        error -> ended(source, error));
  }

  private void ended(LogSource source, String error) {
    if (!error.isEmpty() && !ended) {
      sink.line(source, LineListener.unread(error));
    }
    synchronized (this) {
      open--;
      endIfDone();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (!ended) {
        ended = true;
        sink.end("");
      }
      reading.values().forEach(LogFollower::closeQuietly);
    }
    if (subscription != null) {
      closeQuietly(subscription);
    }
  }

  private static void closeQuietly(AutoCloseable handle) {
    try {
      handle.close();
    } catch (Exception e) {
      System.getLogger(LogFollower.class.getName())
          .log(Level.DEBUG, "closing a log failed: {0}", e.getMessage());
    }
  }
}
