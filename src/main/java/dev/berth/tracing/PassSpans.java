package dev.berth.tracing;

import dev.berth.reconcile.deps.PassTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** Of each pass a span, and below it its looks, its plans and its actions. */
final class PassSpans {
  private final Tracer tracer;
  private final RolloutSpans rollouts;

  PassSpans(Tracer tracer, RolloutSpans rollouts) {
    this.tracer = tracer;
    this.rollouts = rollouts;
  }

  void record(PassTrace pass) {
    RolloutSpans.Place place = rollouts.enter(pass);
    Span span =
        tracer
            .spanBuilder("pass")
            .setParent(place.parent())
            .setStartTimestamp(pass.began())
            .setAttribute(SpanNames.APP, pass.app())
            .setAttribute(SpanNames.GENERATION, pass.generation())
            .setAttribute(SpanNames.WOKEN, woken(pass, place.isNew()))
            .setAttribute(SpanNames.ACTIONS, (long) pass.actions().size())
            .setAttribute(SpanNames.OUTCOME, outcome(pass))
            .setAttribute(SpanNames.PHASE, pass.phase())
            .startSpan();
    pass.noticed().ifPresent(since -> span.setAttribute(SpanNames.LATENCY, since.toMillis()));
    pass.failure().ifPresent(why -> span.setStatus(StatusCode.ERROR, why));
    Context inside = Context.root().with(span);
    pass.parts().forEach(part -> record(part, inside));
    span.end(pass.began().plus(pass.took()));
    rollouts.leave(pass);
  }

  private void record(PassTrace.Part part, Context parent) {
    Span span =
        tracer
            .spanBuilder(part.name())
            .setParent(parent)
            .setStartTimestamp(part.began())
            .startSpan();
    part.details().forEach((name, value) -> span.setAttribute(SpanNames.detail(name), value));
    part.failure().ifPresent(why -> span.setStatus(StatusCode.ERROR, why));
    span.end(part.began().plus(part.took()));
  }

  /** What woke it is never passed on: this is what can be told of it afterwards. */
  private static String woken(PassTrace pass, boolean isNew) {
    if (isNew) {
      return "generation";
    }
    return pass.noticed().isPresent() ? "event" : "time";
  }

  private static String outcome(PassTrace pass) {
    if (pass.failure().isPresent()) {
      return "broken";
    }
    if (pass.actions().isEmpty()) {
      return "unchanged";
    }
    return pass.actions().stream().anyMatch(part -> part.failure().isPresent())
        ? "refused"
        : "changed";
  }
}
