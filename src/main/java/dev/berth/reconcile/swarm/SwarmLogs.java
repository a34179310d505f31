package dev.berth.reconcile.swarm;

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
import dev.berth.query.LineListener;
import dev.berth.query.LogBlock;
import dev.berth.reconcile.deps.ReconcilerDeps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of an app's tasks on all nodes, by the manager, which collects it service by service.
 */
final class SwarmLogs {
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
    List<Output> outputs = outputs(query.service(), query.replica());
    AtomicInteger open = new AtomicInteger(outputs.size());
    if (outputs.isEmpty()) {
      sink.end("");
    }
    LogRequest request =
        new LogRequest(query.follow(), query.tail(), query.since(), query.timestamps());
    List<AutoCloseable> handles = new ArrayList<>();
    for (Output output : outputs) {
      Consumer<String> ended =
          error -> {
            if (!error.isEmpty()) {
              sink.line(output.source(), LineListener.unread(error));
            }
            if (open.decrementAndGet() == 0) {
              sink.end("");
            }
          };
      handles.add(output.read(request, sink::line, ended));
    }
    return () -> {
      for (AutoCloseable handle : handles) {
        handle.close();
      }
    };
  }

  /** The last lines in the order of their times. */
  List<LogLine> read(LogPart part) {
    return new LogBlock(part).read(outputs(part.service(), part.replica()));
  }

  private List<Output> outputs(Optional<String> name, OptionalInt replica) {
    return services(name).stream().map(service -> new Output(service, replica)).toList();
  }

  private List<SwarmService> services(Optional<String> name) {
    return seen.services().stream()
        .filter(service -> name.map(one -> service.name().equals(app + "_" + one)).orElse(true))
        .toList();
  }

  /** The output of one service, or of one of its replicas, whose tasks are told apart. */
  private final class Output implements LogBlock.Output {
    private final SwarmService service;
    private final OptionalInt replica;
    private final Map<String, SwarmTask> tasks = new HashMap<>();

    Output(SwarmService service, OptionalInt replica) {
      this.service = service;
      this.replica = replica;
      seen.tasks(service).forEach(task -> tasks.put(task.id(), task));
    }

    @Override
    public LogSource source() {
      return source(service.name(), replica.orElse(0), false);
    }

    private LogSource source(String name, int slot, boolean isError) {
      return new LogSource(name, service.name().substring(app.length() + 1), slot, isError);
    }

    @Override
    public AutoCloseable read(
        LogRequest request, BiConsumer<LogSource, String> lines, Consumer<String> ended) {
      LineListener listener =
          new LineListener(
              line -> line(line, false, lines), line -> line(line, true, lines), ended);
      return swarm.logs(service.id(), request, listener);
    }

    private void line(String text, boolean isError, BiConsumer<LogSource, String> lines) {
      Matcher matcher = DETAILS.matcher(text);
      boolean hasDetails = matcher.lookingAt();
      String id = hasDetails ? matcher.group("task") : "";
      int slot = Optional.ofNullable(tasks.get(id)).map(SwarmTask::slot).orElse(0);
      String time = hasDetails ? Optional.ofNullable(matcher.group("time")).orElse("") : "";
      String rest = hasDetails ? text.substring(matcher.end()) : text;
      if (replica.isEmpty() || replica.getAsInt() == slot) {
        String name = service.name() + (slot == 0 ? "." + id : "." + slot);
        lines.accept(source(name, slot, isError), time + rest);
      }
    }
  }
}
