package dev.berth.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells in one line that the receiver does not take spans, and in one that it does again. */
final class ToldExporter implements SpanExporter {
  private static final System.Logger LOG = System.getLogger(ToldExporter.class.getName());

  private final SpanExporter exporter;
  private final String place;
  private final AtomicBoolean isAway = new AtomicBoolean();

  ToldExporter(SpanExporter exporter, String place) {
    this.exporter = exporter;
    this.place = place;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> heard(result));
  }

  private void heard(CompletableResultCode result) {
    if (isAway.compareAndSet(result.isSuccess(), !result.isSuccess())) {
      String why =
          Optional.ofNullable(result.getFailureThrowable())
              .map(failure -> " (" + failure + ")")
              .orElse("");
      LOG.log(
          result.isSuccess() ? Level.INFO : Level.WARNING,
          result.isSuccess()
              ? "traces are taken again: " + place
              : "traces are not taken, and are lost until they are: " + place + why);
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
