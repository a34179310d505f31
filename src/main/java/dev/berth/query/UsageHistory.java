package dev.berth.query;

import dev.berth.engine.ContainerUsage;
import dev.berth.port.AppUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What containers used in the last hour, in memory: at most 360 points of each, and of so many
 * containers that all of them together take some 20 MiB.
 */
final class UsageHistory {
  static final Duration KEPT = Duration.ofHours(1);
  static final Duration STEP = Duration.ofSeconds(10);
  static final int MOST_CONTAINERS = 1000;

  /** Nobody looked for longer: a mean over that time would hide what was in it. */
  private static final Duration GAP = Duration.ofSeconds(90);

  /** Those that were looked at longest ago come first. */
  private final Map<String, Line> lines = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Line {
    final Deque<AppUsage.Point> points = new ArrayDeque<>();
    ContainerUsage last;

    Line(ContainerUsage first) {
      last = first;
    }
  }

  synchronized void add(String id, ContainerUsage now) {
    Line line = lines.computeIfAbsent(id, unused -> new Line(now));
    Duration since = Duration.between(line.last.at(), now.at());
    if (since.compareTo(STEP) >= 0) {
      OptionalDouble cpus = cpus(line.last, now);
      line.last = now;
      if (cpus.isPresent() && since.compareTo(GAP) <= 0) {
        line.points.add(new AppUsage.Point(now.at(), cpus.getAsDouble(), now.memoryBytes()));
      }
    } else if (since.isNegative()) {
      line.last = now;
    }
    forget(now.at().minus(KEPT));
  }

  private void forget(Instant before) {
    lines.values().removeIf(line -> !line.last.at().isAfter(before));
    lines
        .values()
        .forEach(line -> {
          while (!line.points.isEmpty() && !line.points.getFirst().at().isAfter(before)) {
            line.points.removeFirst();
          }
        });
    while (lines.size() > MOST_CONTAINERS) {
      lines.remove(lines.keySet().iterator().next());
    }
  }

  synchronized List<AppUsage.Point> of(String id, Instant since) {
    Line line = lines.get(id);
    return line == null
        ? List.of()
        : line.points.stream().filter(point -> !point.at().isBefore(since)).toList();
  }

  /** None where it was started anew in between. */
  static OptionalDouble cpus(ContainerUsage before, ContainerUsage now) {
    long nanos = Duration.between(before.at(), now.at()).toNanos();
    long used = now.cpuNanos() - before.cpuNanos();
    return nanos <= 0 || used < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.round(1000.0 * used / nanos) / 1000.0);
  }
}
