package dev.berth.security;

import dev.berth.fault.DiskFull;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses writes while the disk of Berth's home is nearly full, so that the last of its room is for
 * what Berth must write: what became of apps, the audit. What makes room, what is only rehearsed,
 * and who signs in to look, goes on.
 */
@ApplicationScoped
class DiskGate {
  /** After headers were looked at, before authentication. */
  private static final int THIRD = 850;

  private static final int FULL = 507;
  private static final Set<String> FREE = Set.of("GET", "HEAD", "OPTIONS", "DELETE");
  private static final Set<String> FREE_PATHS = Set.of("/v1/images/prune", "/v1/session");

  private final File home;
  private final long floor;

  DiskGate(
      @ConfigProperty(name = "berth.home") Path home,
      @ConfigProperty(name = "berth.disk.floor", defaultValue = "32M") MemorySize floor,
      MeterRegistry meters) {
    this.home = home.toFile();
    this.floor = floor.asLongValue();
    Gauge.builder("berth.disk.free", this.home, File::getUsableSpace)
        .description("room on the disk of Berth's home")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("berth.disk.floor", () -> this.floor)
        .description("room below which writes are refused")
        .baseUnit("bytes")
        .register(meters);
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, THIRD);
  }

  void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    boolean isFree =
        FREE.contains(request.method().name())
            || FREE_PATHS.contains(context.normalizedPath())
            || Auditor.isDryRun(context);
    long room = isFree ? floor : home.getUsableSpace();
    if (room < floor) {
      Refusal.send(
          context,
          FULL,
          "Insufficient Storage",
          room / 1024
              + " KiB are free, below berth.disk.floor ("
              + floor / 1024
              + " KiB): "
              + DiskFull.ADVICE);
    } else {
      context.next();
    }
  }
}
