package dev.berth.query;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The last lines of several outputs in the order of their times. No more than asked for are held in
 * memory, however much there is to read.
 */
public final class LogBlock {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final LogPart part;

  public LogBlock(LogPart part) {
    this.part = part;
  }

  /** What lines come from. */
  public interface Output {

    /** Of lines that Berth says itself. */
    LogSource source();

    /** Reads it; lines come with whose they are. */
    AutoCloseable read(
        LogRequest request, BiConsumer<LogSource, String> lines, Consumer<String> ended);
  }

  /** The output of a container. */
  record OfContainer(ContainerEngine engine, ContainerView container) implements Output {
    @Override
    public LogSource source() {
      return LogFollower.source(container);
    }

    @Override
    public AutoCloseable read(
        LogRequest request, BiConsumer<LogSource, String> lines, Consumer<String> ended) {
      LogSource source = source();
      return engine.logs(
          container.id(),
          request,
          new LineListener(
              line -> lines.accept(source, line),
              line -> lines.accept(source.asError(), line),
              ended));
    }
  }

  public List<LogLine> read(List<? extends Output> outputs) {
    List<LogLine> all = new ArrayList<>();
    for (Output output : outputs) {
      all.addAll(read(output));
    }
    all.sort(Comparator.comparing(LogLine::time));
    return all.subList(Math.max(0, all.size() - part.last()), all.size());
  }

  private List<LogLine> read(Output output) {
    Taker taker = new Taker(output.source());
    // The engine counts lines before it looks at times and words, so it may count only without.
    boolean isPlain = part.until().isEmpty() && part.grep().isEmpty();
    LogRequest request =
        new LogRequest(
            false, isPlain ? OptionalInt.of(part.last()) : OptionalInt.empty(), part.after(), true);
    try (AutoCloseable reading = output.read(request, taker::take, taker::end)) {
      if (!taker.end.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EngineException(
            EngineException.Kind.TIMEOUT,
            "read logs of "
                + output.source().container()
                + ": longer than "
                + LONGEST.toSeconds()
                + " s");
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

  /** Takes what is asked for of one output. */
  private final class Taker {
    private final CountDownLatch end = new CountDownLatch(1);
    private final Deque<LogLine> last = new ArrayDeque<>();
    private final LogSource plain;

    Taker(LogSource plain) {
      this.plain = plain;
    }

    synchronized void take(LogSource source, String stamped) {
      LogLine.of(source, stamped)
          .filter(part::has)
          .ifPresent(line -> {
            last.addLast(line);
            if (last.size() > part.last()) {
              last.removeFirst();
            }
          });
    }

    synchronized List<LogLine> taken() {
      return List.copyOf(last);
    }

    /** Whoever reads must not take none for silence. */
    synchronized void end(String error) {
      if (!error.isEmpty()) {
        last.addLast(new LogLine(Instant.now(), plain, LineListener.unread(error)));
      }
      end.countDown();
    }
  }
}
