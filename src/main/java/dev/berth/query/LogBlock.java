package dev.berth.query;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.observe.ContainerView;
import dev.berth.port.EngineInventory.LogPart;
import dev.berth.port.EngineInventory.LogSource;
import dev.berth.port.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The last lines of several containers in the order of their times. No more than asked for are held
 * in memory, however much there is to read.
 */
final class LogBlock {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ContainerEngine engine;
  private final LogPart part;

  LogBlock(ContainerEngine engine, LogPart part) {
    this.engine = engine;
    this.part = part;
  }

  List<LogLine> read(List<ContainerView> containers) {
    List<LogLine> all = new ArrayList<>();
    for (ContainerView container : containers) {
      all.addAll(read(container));
    }
    all.sort(Comparator.comparing(LogLine::time));
    return all.subList(Math.max(0, all.size() - part.last()), all.size());
  }

  private List<LogLine> read(ContainerView container) {
    Taker taker = new Taker(container);
    // The engine counts lines before it looks at times and words, so it may count only without.
    boolean isPlain = part.until().isEmpty() && part.grep().isEmpty();
    LogRequest request =
        new LogRequest(
            false, isPlain ? OptionalInt.of(part.last()) : OptionalInt.empty(), part.after(), true);
    try (AutoCloseable reading = engine.logs(container.id(), request, taker)) {
      if (!taker.end.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EngineException(
            EngineException.Kind.TIMEOUT,
            "read logs of " + container.name() + ": longer than " + LONGEST.toSeconds() + " s");
      }
      return taker.taken();
    } catch (EngineException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(EngineException.Kind.TIMEOUT, "read logs: interrupted", e);
    } catch (Exception e) {
      throw new IllegalStateException("a log that cannot be closed", e);
    }
  }

  /** Takes what is asked for of one container. */
  private final class Taker implements LogListener {
    private final CountDownLatch end = new CountDownLatch(1);
    private final Deque<LogLine> last = new ArrayDeque<>();
    private final LogSource plain;
    private final LineCutter output;
    private final LineCutter errors;

    Taker(ContainerView container) {
      plain = LogFollower.source(container);
      output = new LineCutter(line -> take(plain, line));
      errors = new LineCutter(line -> take(plain.asError(), line));
    }

    private synchronized void take(LogSource source, String stamped) {
      LogLine.of(source, stamped)
          .filter(part::has)
          .ifPresent(line -> {
            last.addLast(line);
            if (last.size() > part.last()) {
              last.removeFirst();
            }
          });
    }

    /** Whoever reads must not take none for silence. */
    private synchronized void fail(String error) {
      last.addLast(new LogLine(Instant.now(), plain, LogFollower.unread(error)));
    }

    synchronized List<LogLine> taken() {
      return List.copyOf(last);
    }

    @Override
    public void output(byte[] bytes) {
      output.cut(bytes);
    }

    @Override
    public void error(byte[] bytes) {
      errors.cut(bytes);
    }

    @Override
    public void end(String error) {
      output.end();
      errors.end();
      if (!error.isEmpty()) {
        fail(error);
      }
      end.countDown();
    }
  }
}
