package dev.berth.reconcile.swarm;

import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.engine.SwarmEngine;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.port.EngineInventory.LogPart;
import dev.berth.port.EngineInventory.LogQuery;
import dev.berth.port.EngineInventory.LogSink;
import dev.berth.port.EngineInventory.LogSource;
import dev.berth.port.LogLine;
import dev.berth.query.LineCutter;
import dev.berth.reconcile.deps.ReconcilerDeps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of an app's tasks on all nodes, by the manager, which collects it service by service.
 */
final class SwarmLogs {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** What stands before each line, behind its time. */
  private static final Pattern DETAILS =
      Pattern.compile(
          "(?<time>\\d\\S*Z )?\\S*com\\.docker\\.swarm\\.task\\.id=(?<task>\\w+)\\S* ?");

  private final SwarmEngine swarm;
  private final SwarmSnapshot seen;
  private final String app;

  SwarmLogs(ReconcilerDeps deps, SwarmEngine swarm, SwarmCache cache, String app) {
    this.swarm = swarm;
    this.app = app;
    this.seen = cache.known().of(deps.state().instance(), app);
  }

  /** As it comes; the returned handle ends it. */
  AutoCloseable follow(LogQuery query, LogSink sink) {
    List<SwarmService> services = services(query.service());
    AtomicInteger open = new AtomicInteger(services.size());
    Consumer<String> ended =
        error -> {
          if (open.decrementAndGet() == 0) {
            sink.end(error);
          }
        };
    if (services.isEmpty()) {
      sink.end("");
    }
    LogRequest request =
        new LogRequest(query.follow(), query.tail(), query.since(), query.timestamps());
    List<AutoCloseable> handles = new ArrayList<>();
    for (SwarmService service : services) {
      Lines lines = new Lines(service, query.replica(), sink::line, ended);
      handles.add(swarm.logs(service.id(), request, lines));
    }
    return () -> {
      for (AutoCloseable handle : handles) {
        handle.close();
      }
    };
  }

  /** The last lines in the order of their times. */
  List<LogLine> read(LogPart part) {
    List<LogLine> all = new ArrayList<>();
    for (SwarmService service : services(part.service())) {
      all.addAll(read(service, part));
    }
    all.sort(Comparator.comparing(LogLine::time));
    return all.subList(Math.max(0, all.size() - part.last()), all.size());
  }

  private List<LogLine> read(SwarmService service, LogPart part) {
    List<LogLine> lines = new ArrayList<>();
    CountDownLatch end = new CountDownLatch(1);
    Lines listener =
        new Lines(
            service,
            part.replica(),
            (source, text) -> {
              synchronized (lines) {
                LogLine.of(source, text).filter(part::has).ifPresent(lines::add);
              }
            },
            error -> end.countDown());
    LogRequest request = new LogRequest(false, OptionalInt.of(part.last()), part.after(), true);
    try (AutoCloseable reading = swarm.logs(service.id(), request, listener)) {
      boolean unused = end.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a log that cannot be closed", e);
    }
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private List<SwarmService> services(Optional<String> name) {
    return seen.services().stream()
        .filter(service -> name.map(one -> service.name().equals(app + "_" + one)).orElse(true))
        .toList();
  }

  /** Hears one service, and tells its tasks apart. */
  private final class Lines implements LogListener {
    private final SwarmService service;
    private final OptionalInt replica;
    private final BiConsumer<LogSource, String> lines;
    private final Consumer<String> ended;
    private final Map<String, SwarmTask> tasks = new ConcurrentHashMap<>();
    private final LineCutter output = new LineCutter(line -> line(line, false));
    private final LineCutter errors = new LineCutter(line -> line(line, true));

    Lines(
        SwarmService service,
        OptionalInt replica,
        BiConsumer<LogSource, String> lines,
        Consumer<String> ended) {
      this.service = service;
      this.replica = replica;
      this.lines = lines;
      this.ended = ended;
      seen.tasks(service).forEach(task -> tasks.put(task.id(), task));
    }

    private void line(String text, boolean isError) {
      Matcher matcher = DETAILS.matcher(text);
      boolean hasDetails = matcher.lookingAt();
      String id = hasDetails ? matcher.group("task") : "";
      int slot = Optional.ofNullable(tasks.get(id)).map(SwarmTask::slot).orElse(0);
      String time = hasDetails ? Optional.ofNullable(matcher.group("time")).orElse("") : "";
      String rest = hasDetails ? text.substring(matcher.end()) : text;
      if (replica.isEmpty() || replica.getAsInt() == slot) {
        String name = service.name() + (slot == 0 ? "." + id : "." + slot);
        lines.accept(
            new LogSource(name, service.name().substring(app.length() + 1), slot, isError),
            time + rest);
      }
    }

    @Override
    public void output(byte[] piece) {
      output.cut(piece);
    }

    @Override
    public void error(byte[] piece) {
      errors.cut(piece);
    }

    @Override
    public void end(String error) {
      output.end();
      errors.end();
      ended.accept(error);
    }
  }
}
