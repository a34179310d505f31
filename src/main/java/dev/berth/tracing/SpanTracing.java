package dev.berth.tracing;

import dev.berth.fault.Misconfigured;
import dev.berth.port.Operation;
import dev.berth.reconcile.deps.PassTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Spans to a receiver of OTLP over HTTP. They are handed to a queue of the library, whose own
 * thread sends them; what the queue cannot hold is lost.
 */
public final class SpanTracing implements Tracing {
  private static final System.Logger LOG = System.getLogger(SpanTracing.class.getName());
  private static final long LAST_SECONDS = 2;

  private static final String PROTOCOL = "http/protobuf";

  /** What the environment's {@code OTEL_…} may say otherwise. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name",
          "berth",
          "otel.exporter.otlp.protocol",
          PROTOCOL,
          "otel.traces.exporter",
          "otlp",
          "otel.metrics.exporter",
          "none",
          "otel.logs.exporter",
          "none");

  private final OpenTelemetrySdk library;
  private final InstantSource clock;
  private final RolloutSpans rollouts;
  private final PassSpans passes;
  private final JobSpans jobs;

  private SpanTracing(OpenTelemetrySdk library, InstantSource clock) {
    this.library = library;
    this.clock = clock;
    Tracer tracer = library.getTracer("dev.berth");
    this.rollouts = new RolloutSpans(tracer);
    this.passes = new PassSpans(tracer, rollouts);
    this.jobs = new JobSpans(tracer, rollouts);
  }

  /**
   * With what the environment's {@code OTEL_…} says.
   *
   * @param endpoint in place of the environment's, without the path of traces
   * @param instance who tells
   */
  public static Tracing open(
      Optional<String> endpoint, String instance, String version, InstantSource clock) {
    Map<String, String> told =
        endpoint
            .map(place -> Map.of("otel.exporter.otlp.traces.endpoint", traces(place)))
            .orElse(Map.of());
    Resource berth = sender(instance, version);
    String place = endpoint.orElse("as OTEL_EXPORTER_OTLP_ENDPOINT says");
    try {
      return new SpanTracing(
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesSupplier(() -> DEFAULTS)
              .addPropertiesCustomizer(given -> checked(given, told))
              .addResourceCustomizer((given, config) -> berth.merge(given))
              .addSpanExporterCustomizer((exporter, config) -> new ToldExporter(exporter, place))
              .build()
              .getOpenTelemetrySdk(),
          clock);
    } catch (ConfigurationException e) {
      throw new Misconfigured("traces (berth.tracing.endpoint, OTEL_…): " + e.getMessage());
    }
  }

  private static Resource sender(String instance, String version) {
    return Resource.create(
        Attributes.of(
            AttributeKey.stringKey("service.instance.id"),
            instance,
            AttributeKey.stringKey("service.version"),
            version));
  }

  /** For another protocol the library would need classes that are not here. */
  private static Map<String, String> checked(ConfigProperties given, Map<String, String> told) {
    for (String name :
        List.of("otel.exporter.otlp.protocol", "otel.exporter.otlp.traces.protocol")) {
      String protocol = given.getString(name, PROTOCOL);
      if (!protocol.equals(PROTOCOL)) {
        throw new ConfigurationException(
            name.toUpperCase(Locale.ROOT).replace('.', '_')
                + ": must be "
                + PROTOCOL
                + ", which receivers take on port 4318, was "
                + protocol);
      }
    }
    return told;
  }

  private static String traces(String place) {
    return place + (place.endsWith("/") ? "" : "/") + "v1/traces";
  }

  @Override
  public void ended(PassTrace pass) {
    tell(() -> passes.record(pass));
  }

  @Override
  public void ended(Operation job) {
    tell(() -> jobs.record(job));
  }

  /** Who made the pass, or the build, has nothing to do with how it is told. */
  private static void tell(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "no trace: this is a bug in Berth", e);
    }
  }

  @Override
  public void close() {
    rollouts.close(clock.instant());
    var unused = library.getSdkTracerProvider().shutdown().join(LAST_SECONDS, TimeUnit.SECONDS);
  }
}
