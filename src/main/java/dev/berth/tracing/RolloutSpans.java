package dev.berth.tracing;

import dev.berth.reconcile.deps.PassTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One span for each generation that is rolled out, so that its passes and image jobs are one trace:
 * from its first pass until it is ready, has failed, or another one takes its place.
 */
final class RolloutSpans {
  /** Whoever is not ready by then is no rollout any more; no trace grows without end. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Tracer tracer;
  private final Map<String, Rollout> open = new ConcurrentHashMap<>();

  /** Of each app the generation of its last pass. */
  private final Map<String, Long> generations = new ConcurrentHashMap<>();

  private record Rollout(Span span, Instant began) {
    void end(String outcome, Instant at) {
      span.setAttribute(SpanNames.OUTCOME, outcome);
      span.end(at);
    }
  }

  /**
   * Where a pass belongs.
   *
   * @param isNew whether it is the first one over its generation
   */
  record Place(Context parent, boolean isNew) {}

  RolloutSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Passes of one app come one after the other. */
  Place enter(PassTrace pass) {
    if (pass.generation() == 0) {
      return new Place(of(List.of(pass.app())), false);
    }
    Optional<Long> last = Optional.ofNullable(generations.put(pass.app(), pass.generation()));
    boolean isNew = last.filter(before -> before == pass.generation()).isEmpty();
    boolean isLate =
        Optional.ofNullable(open.get(pass.app()))
            .filter(rollout -> rollout.began().plus(LONGEST).isBefore(pass.began()))
            .isPresent();
    if (isNew || isLate) {
      end(pass.app(), isNew ? "superseded" : "unfinished", pass.began());
    }
    // After a start of Berth every app is new, and most are what they should be.
    boolean isThere = last.isEmpty() && pass.isReady() && pass.actions().isEmpty();
    if (isNew && !isThere) {
      open.put(pass.app(), begin(pass));
    }
    return new Place(of(List.of(pass.app())), isNew);
  }

  private Rollout begin(PassTrace pass) {
    Span span =
        tracer
            .spanBuilder("rollout")
            .setNoParent()
            .setStartTimestamp(pass.began())
            .setAttribute(SpanNames.APP, pass.app())
            .setAttribute(SpanNames.GENERATION, pass.generation())
            .startSpan();
    return new Rollout(span, pass.began());
  }

  /** Under the first of these apps that is rolled out; alone, if none is. */
  Context of(List<String> apps) {
    return apps.stream()
        .flatMap(app -> Optional.ofNullable(open.get(app)).stream())
        .findFirst()
        .map(rollout -> Context.root().with(rollout.span()))
        .orElse(Context.root());
  }

  /** After its own span: the rollout ends with the pass that saw its end. */
  void leave(PassTrace pass) {
    Instant at = pass.began().plus(pass.took());
    if (pass.phase().isEmpty()) {
      generations.remove(pass.app());
      end(pass.app(), "deleted", at);
    } else if (pass.isReady()) {
      end(pass.app(), "ready", at);
    } else if (pass.phase().equals("Stopped")) {
      end(pass.app(), "stopped", at);
    } else if (pass.phase().equals("Failed")) {
      Optional.ofNullable(open.get(pass.app()))
          .ifPresent(rollout -> rollout.span().setStatus(StatusCode.ERROR));
      end(pass.app(), "failed", at);
    }
  }

  private void end(String app, String outcome, Instant at) {
    Optional.ofNullable(open.remove(app)).ifPresent(rollout -> rollout.end(outcome, at));
  }

  /** Berth ends, and does not know how those end that go on. */
  void close(Instant now) {
    List.copyOf(open.keySet()).forEach(app -> end(app, "unfinished", now));
  }
}
