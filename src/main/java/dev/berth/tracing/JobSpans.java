package dev.berth.tracing;

import dev.berth.port.Operation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.Locale;

/** Of each build, pull and push a span, from when it was asked for until its end. */
final class JobSpans {
  private final Tracer tracer;
  private final RolloutSpans rollouts;

  JobSpans(Tracer tracer, RolloutSpans rollouts) {
    this.tracer = tracer;
    this.rollouts = rollouts;
  }

  void record(Operation job) {
    Span span =
        tracer
            .spanBuilder(word(job.kind()))
            .setParent(rollouts.of(job.apps()))
            .setStartTimestamp(job.startedAt())
            .setAttribute(SpanNames.APP, String.join(", ", job.apps()))
            .setAttribute(SpanNames.IMAGE, job.reference())
            .setAttribute(SpanNames.OUTCOME, word(job.state()))
            .setAttribute(SpanNames.STEPS, (long) job.parts().size())
            .setAttribute(
                SpanNames.CACHED, job.parts().stream().filter(Operation.Part::isCached).count())
            .startSpan();
    job.reason().ifPresent(reason -> span.setAttribute(SpanNames.REASON, reason));
    if (job.state() != Operation.State.SUCCEEDED) {
      span.setStatus(StatusCode.ERROR, job.message());
    }
    span.end(job.endedAt().orElse(job.startedAt()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
