package dev.berth.boot.health;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which of Prometheus' two formats a reader of {@code /metrics} gets: OpenMetrics who names it, the
 * text format everybody else. The framework knows neither by its version.
 */
@ApplicationScoped
class MetricsFormat {
  private static final String PATH = "/metrics";
  private static final String OPEN = "application/openmetrics-text";
  private static final String TEXT = "text/plain";

  /** By this the framework's own route lets a request in, and answers in OpenMetrics. */
  private static final String ANY = "*/*";

  /** After the gate of input, which reads the header first. */
  private static final int EARLY = 940;

  void register(@Observes Filters filters) {
    filters.register(MetricsFormat::choose, EARLY);
  }

  private static void choose(RoutingContext context) {
    if (context.normalizedPath().equals(PATH)) {
      context.request().headers().set("Accept", of(context.request().getHeader("Accept")));
    }
    context.next();
  }

  /** What the framework has to be asked for; who takes neither gets text, as curl would. */
  static String of(@Nullable String accept) {
    boolean names = accept != null && accept.toLowerCase(Locale.ROOT).contains(OPEN);
    return names ? ANY : TEXT;
  }
}
