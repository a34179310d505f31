package dev.berth.boot.wiring;

import dev.berth.boot.settings.TracingSettings;
import dev.berth.fault.Misconfigured;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.state.AppStore;
import dev.berth.tracing.SpanTracing;
import dev.berth.tracing.Tracing;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes who tells how passes go, where somebody wants to hear it. */
@ApplicationScoped
class TracingWiring {
  /** After the last passes. */
  private static final int LATE = 5000;

  @Produces
  @Singleton
  Tracing tracing(
      TracingSettings settings,
      AppStore state,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    Optional<String> endpoint = settings.endpoint().map(TracingWiring::checked);
    return endpoint.isPresent() || isAskedFor(System.getenv())
        ? SpanTracing.open(endpoint, state.instance(), version, Clocks.wallClock())
        : Tracing.NONE;
  }

  private static String checked(URI place) {
    if (place.getHost() == null || !String.valueOf(place.getScheme()).matches("https?")) {
      throw new Misconfigured(
          "berth.tracing.endpoint: must be a receiver of OTLP over HTTP, such as"
              + " http://localhost:4318, was "
              + place);
    }
    return place.toString();
  }

  /** As for every program that knows OpenTelemetry. */
  static boolean isAskedFor(Map<String, String> environment) {
    return Stream.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
        .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
  }

  void stop(@Observes @Priority(LATE) ShutdownEvent event, Tracing tracing) {
    tracing.close();
  }
}
