package dev.berth.image.job;

import dev.berth.engine.ProgressListener.StepEnd;
import dev.berth.port.Operation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How far the parts of a job are, and how long each has taken. */
final class JobParts {
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final LongSupplier nanos;

  /**
   * One part.
   *
   * @param begun by {@code nanos}; likewise {@code ended}, of steps alone
   */
  private record Entry(
      String status, long current, long total, long begun, Optional<StepEnd> end, long ended) {}

  /** {@code nanos} is a clock that nobody sets. */
  JobParts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void progress(String part, String status, long current, long total) {
    Entry known = entries.get(part);
    long begun = known == null ? nanos.getAsLong() : known.begun();
    entries.put(part, new Entry(status, current, total, begun, Optional.empty(), begun));
  }

  /** The first end counts: of one that was cached the builder may say that it is done, too. */
  synchronized void ended(String part, StepEnd end) {
    entries.computeIfPresent(
        part,
        (name, known) ->
            known.end().isPresent()
                ? known
                : new Entry(
                    known.status(),
                    known.current(),
                    known.total(),
                    known.begun(),
                    Optional.of(end),
                    nanos.getAsLong()));
  }

  synchronized List<Operation.Part> all() {
    long now = nanos.getAsLong();
    return entries.entrySet().stream()
        .map(entry -> part(entry.getKey(), entry.getValue(), now))
        .toList();
  }

  private static Operation.Part part(String name, Entry entry, long now) {
    long end = entry.end().isPresent() ? entry.ended() : now;
    Operation.State state =
        entry
            .end()
            .map(how -> how == StepEnd.FAILED ? Operation.State.FAILED : Operation.State.SUCCEEDED)
            .orElse(Operation.State.RUNNING);
    return new Operation.Part(
        name,
        entry.status(),
        entry.current(),
        entry.total(),
        state,
        entry.end().filter(StepEnd.CACHED::equals).isPresent(),
        Duration.ofNanos(end - entry.begun()));
  }
}
