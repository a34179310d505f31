package dev.berth.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.engine.ContainerUsage;
import java.time.Instant;
import java.util.Optional;

/** Reads what the engine tells of a container's use of the machine. */
final class UsageView {
  private UsageView() {}

  /** Empty where it does not run. */
  static Optional<ContainerUsage> of(JsonNode stats) {
    JsonNode memory = stats.path("memory_stats");
    JsonNode cpu = stats.path("cpu_stats").path("cpu_usage").path("total_usage");
    if (!memory.has("usage") || cpu.asLong() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ContainerUsage(
            ContainerViews.time(stats.path("read").asText()).orElse(Instant.EPOCH),
            cpu.asLong(),
            held(memory),
            memory.path("limit").asLong(),
            sum(stats.path("networks"), "rx_bytes"),
            sum(stats.path("networks"), "tx_bytes"),
            moved(stats, "read"),
            moved(stats, "write"),
            stats.path("pids_stats").path("current").asLong()));
  }

  /** As {@code docker stats} counts: cgroups of version 1 name the same otherwise. */
  private static long held(JsonNode memory) {
    JsonNode parts = memory.path("stats");
    long droppable = parts.path("inactive_file").asLong(parts.path("total_inactive_file").asLong());
    return Math.max(0, memory.path("usage").asLong() - droppable);
  }

  private static long sum(JsonNode networks, String key) {
    long sum = 0;
    for (JsonNode network : networks) {
      sum += network.path(key).asLong();
    }
    return sum;
  }

  private static long moved(JsonNode stats, String way) {
    long sum = 0;
    for (JsonNode part : stats.path("blkio_stats").path("io_service_bytes_recursive")) {
      if (part.path("op").asText().equalsIgnoreCase(way)) {
        sum += part.path("value").asLong();
      }
    }
    return sum;
  }
}
