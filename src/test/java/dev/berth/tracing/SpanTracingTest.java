package dev.berth.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.fault.Misconfigured;
import dev.berth.port.Operation;
import dev.berth.reconcile.deps.PassTrace;
import dev.berth.reconcile.deps.PassTrace.Part;
import dev.berth.reconcile.deps.PassTrace.Stage;
import dev.berth.tracing.TraceReceiver.Sent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a collector gets, over real HTTP. */
class SpanTracingTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Part LOOK =
      new Part(Stage.SNAPSHOT, "snapshot", NOON, Duration.ofMillis(2), Map.of(), Optional.empty());

  private TraceReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new TraceReceiver(0);
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Tracing tracing() {
    return SpanTracing.open(
        Optional.of(receiver.endpoint()), "berth-1", "0.1", () -> NOON.plusSeconds(60));
  }

  private static PassTrace pass(
      long generation, int second, String phase, boolean isReady, Part... parts) {
    return new PassTrace(
        "shop",
        generation,
        Optional.empty(),
        NOON.plusSeconds(second),
        Duration.ofMillis(20),
        List.of(parts),
        Optional.empty(),
        phase,
        isReady);
  }

  private static Part start(Optional<String> failure) {
    return new Part(
        Stage.ACTION,
        "start container",
        NOON,
        Duration.ofMillis(9),
        Map.of("what", "start shop-web-1", "container", "shop-web-1", "cause", "exited 137"),
        failure);
  }

  private static Operation build(Operation.State state) {
    return new Operation(
        "1",
        Operation.Kind.BUILD,
        "berth/shop-web:1",
        List.of("shop"),
        state,
        NOON,
        Optional.of(NOON.plusSeconds(3)),
        "no such file",
        Optional.of("BuildFailed").filter(reason -> state == Operation.State.FAILED),
        Optional.empty(),
        List.of(),
        List.of(),
        1);
  }

  private Sent only(String name) {
    List<Sent> all = receiver.named(name);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void aRolloutIsOneTraceOfPassesActionsAndBuilds() {
    try (Tracing tracing = tracing()) {
      tracing.ended(pass(7, 0, "Building", false, LOOK));
      tracing.ended(build(Operation.State.SUCCEEDED));
      tracing.ended(pass(7, 4, "Running", true, start(Optional.empty())));
    }

    Sent rollout = only("rollout");
    assertThat(rollout.attributes())
        .containsEntry("berth.app", "shop")
        .containsEntry("berth.generation", "7")
        .containsEntry("berth.outcome", "ready");
    assertThat(receiver.named("pass")).hasSize(2).allMatch(pass -> pass.isBelow(rollout));
    assertThat(only("build").isBelow(rollout)).isTrue();
    assertThat(only("snapshot").isBelow(receiver.named("pass").getFirst())).isTrue();
    assertThat(only("start container").attributes())
        .containsEntry("berth.action", "start shop-web-1")
        .containsEntry("container.name", "shop-web-1")
        .containsEntry("berth.cause", "exited 137");
    assertThat(rollout.span().getEndTimeUnixNano() - rollout.span().getStartTimeUnixNano())
        .isEqualTo(Duration.ofMillis(4020).toNanos());
  }

  @Test
  void itSaysWhoItIs() {
    try (Tracing tracing = tracing()) {
      tracing.ended(pass(1, 0, "Running", true));
    }

    assertThat(only("pass").sender())
        .containsEntry("service.name", "berth")
        .containsEntry("service.instance.id", "berth-1")
        .containsEntry("service.version", "0.1");
  }

  /** After a start of Berth every app has a first pass, and none of them is a rollout. */
  @Test
  void anAppThatIsThereIsNotRolledOut() {
    try (Tracing tracing = tracing()) {
      tracing.ended(pass(7, 0, "Running", true, LOOK));
      tracing.ended(pass(7, 9, "Degraded", false, start(Optional.empty())));
    }

    assertThat(receiver.named("rollout")).isEmpty();
    assertThat(receiver.named("pass")).hasSize(2);
  }

  @Test
  void aNewerGenerationEndsTheRolloutBefore() {
    try (Tracing tracing = tracing()) {
      tracing.ended(pass(7, 0, "Starting", false, start(Optional.empty())));
      tracing.ended(pass(8, 5, "Starting", false, start(Optional.empty())));
    }

    assertThat(receiver.named("rollout"))
        .extracting(sent -> sent.attributes().get("berth.outcome"))
        .containsExactlyInAnyOrder("superseded", "unfinished");
  }

  @Test
  void whatFailsIsAnErrorWithItsWords() {
    try (Tracing tracing = tracing()) {
      tracing.ended(pass(7, 0, "Failed", false, start(Optional.of("port 80 is taken"))));
      tracing.ended(build(Operation.State.FAILED));
    }

    assertThat(only("start container").span().getStatus().getMessage())
        .isEqualTo("port 80 is taken");
    assertThat(only("start container").isFailed()).isTrue();
    assertThat(only("pass").attributes()).containsEntry("berth.outcome", "refused");
    assertThat(only("build").attributes()).containsEntry("berth.reason", "BuildFailed");
    assertThat(only("rollout").isFailed()).isTrue();
  }

  /** The queue takes a bounded number; the rest is lost, and nobody waits. */
  @Test
  void aCollectorThatIsDownHoldsUpNobody() {
    receiver.close();
    Tracing tracing = tracing();
    long start = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      tracing.ended(pass(i, i, "Running", true, LOOK, start(Optional.empty())));
    }
    Duration told = Duration.ofNanos(System.nanoTime() - start);
    tracing.close();

    // A single try of a connection that is waited for would be more.
    assertThat(told).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aCollectorThatRefusesBreaksNothing() {
    receiver.answers(503);

    try (Tracing tracing = tracing()) {
      tracing.ended(pass(1, 0, "Running", true));
    }

    assertThat(receiver.spans()).isEmpty();
  }

  /** As the environment would say it. */
  @Test
  void aProtocolThatIsNotThereIsToldInALine() {
    System.setProperty("otel.exporter.otlp.protocol", "grpc");
    try {
      assertThatThrownBy(this::tracing)
          .isInstanceOf(Misconfigured.class)
          .hasMessageContaining("OTEL_EXPORTER_OTLP_PROTOCOL: must be http/protobuf");
    } finally {
      System.clearProperty("otel.exporter.otlp.protocol");
    }
  }

  @Test
  void anAddressThatIsNoneIsToldInALine() {
    assertThatThrownBy(
            () -> SpanTracing.open(Optional.of("nonsense"), "berth-1", "0.1", () -> NOON))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("berth.tracing.endpoint");
  }
}
