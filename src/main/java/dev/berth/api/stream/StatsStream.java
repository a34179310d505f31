package dev.berth.api.stream;

import dev.berth.api.http.JsonMaps;
import dev.berth.http.EventWriter;
import dev.berth.http.StreamClient;
import dev.berth.port.AppUsage;
import dev.berth.port.EngineInventory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Tells what containers use, again and again, as long as its client and the app are there. */
public final class StatsStream {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final AppUsage usage;
  private final String app;
  private final BooleanSupplier isThere;
  private Optional<Instant> since;

  /**
   * {@code isThere} tells whether the app is there for the client to see; {@code since} is from
   * when on the first event tells what was, too.
   */
  public StatsStream(AppUsage usage, String app, Optional<Instant> since, BooleanSupplier isThere) {
    this.since = since;
    this.usage = usage;
    this.app = app;
    this.isThere = isThere;
  }

  public void copy(EventWriter events, StreamClient client)
      throws IOException, InterruptedException {
    while (client.isThere() && isThere.getAsBoolean()) {
      events.send(told());
      long next = System.nanoTime() + EVERY.toNanos();
      while (client.isThere() && System.nanoTime() < next) {
        Thread.sleep(StreamClient.PATIENCE);
      }
    }
  }

  /** Never a guess: without the engine nothing is known. */
  private EventWriter.Event told() {
    try {
      Map<String, Object> tree = tree(usage, usage.of(app), since);
      since = Optional.empty();
      return EventWriter.Event.of("stats", JsonMaps.json(tree));
    } catch (EngineInventory.Unavailable e) {
      Map<String, Object> why = new LinkedHashMap<>();
      why.put("reason", "EngineUnreachable");
      why.put("message", String.valueOf(e.getMessage()));
      return EventWriter.Event.of("unknown", JsonMaps.json(why));
    }
  }

  /** As answers and events show it; what was before only where it is asked for. */
  public static Map<String, Object> tree(
      AppUsage usage, List<AppUsage.Usage> all, Optional<Instant> since) {
    return Map.of("containers", all.stream().map(one -> tree(usage, one, since)).toList());
  }

  private static Map<String, Object> tree(
      AppUsage usage, AppUsage.Usage one, Optional<Instant> since) {
    Map<String, Object> tree = tree(one);
    since.ifPresent(from ->
        tree.put(
            "history", usage.history(one.id(), from).stream().map(StatsStream::tree).toList()));
    return tree;
  }

  private static Map<String, Object> tree(AppUsage.Point point) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("time", point.at().toString());
    tree.put("cpus", point.cpus());
    tree.put("memoryBytes", point.memoryBytes());
    return tree;
  }

  private static Map<String, Object> tree(AppUsage.Usage usage) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", usage.id());
    tree.put("name", usage.container());
    tree.put("service", usage.service());
    tree.put("replica", usage.replica());
    tree.put("time", usage.at().toString());
    tree.put("cpus", usage.cpus().isPresent() ? usage.cpus().getAsDouble() : null);
    tree.put("memoryBytes", usage.memoryBytes());
    tree.put("memoryLimitBytes", usage.memoryLimitBytes());
    tree.put("receivedBytes", usage.receivedBytes());
    tree.put("sentBytes", usage.sentBytes());
    tree.put("readBytes", usage.readBytes());
    tree.put("writtenBytes", usage.writtenBytes());
    tree.put("processes", usage.processes());
    return tree;
  }
}
