package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.tracing.TraceReceiver;
import dev.berth.tracing.TraceReceiver.Sent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A rollout must be readable as one trace; and while nobody takes traces, as in the other scenarios
 * of this server, nothing may be slower or break for it (issue 22).
 */
@QuarkusTest
@TestProfile(Configured.class)
class TracingScenario extends Scenario {
  private static final int PORT = 24_190;
  private static final String APP = "dsk-traced";
  private static final String MANIFEST =
      "{name: " + APP + ", image: 'alpine:3', command: [sleep, '1000'], stop_grace_period: 0s}";
  private static final String BUILT =
      """
      name: %s
      build: {dockerfile_inline: "FROM alpine:3\\nRUN echo %s > /made\\n"}
      command: [sleep, '1000']
      stop_grace_period: 0s
      """;

  static final String ENDPOINT = "http://127.0.0.1:" + PORT;

  private TraceReceiver receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = new TraceReceiver(PORT);
  }

  @AfterEach
  void remove() throws Exception {
    receiver.close();
    delete(APP);
  }

  private List<Sent> of(String name) {
    return receiver.named(name).stream()
        .filter(sent -> APP.equals(sent.attributes().get("berth.app")))
        .toList();
  }

  private Sent rollout(long generation) {
    List<Sent> found =
        of("rollout").stream()
            .filter(sent ->
                String.valueOf(generation).equals(sent.attributes().get("berth.generation")))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void aRolloutIsOneTrace() throws Exception {
    apply(BUILT.formatted(APP, System.nanoTime()));

    eventually(() -> {
      Sent rollout = rollout(1);
      assertThat(rollout.attributes()).containsEntry("berth.outcome", "ready");
      List<Sent> passes = of("pass").stream().filter(pass -> pass.isBelow(rollout)).toList();
      assertThat(passes).hasSizeGreaterThan(1);
      assertThat(of("build")).hasSize(1).allMatch(build -> build.isBelow(rollout));
      for (String action : List.of("obtain image", "create container", "start container")) {
        assertThat(receiver.named(action))
            .as(action)
            .anyMatch(sent -> passes.stream().anyMatch(sent::isBelow));
      }
      assertThat(receiver.named("snapshot")).anyMatch(look -> look.isBelow(passes.getFirst()));
      assertThat(receiver.named("plan")).anyMatch(plan -> plan.isBelow(passes.getFirst()));
    });
  }

  @Test
  void aDeathIsAPassThatAnEventWoke() throws Exception {
    apply(MANIFEST.replace("}", ", restart: always}"));
    eventually(() -> rollout(1));

    docker("kill", container(APP, APP).id());

    eventually(() ->
        assertThat(receiver.named("start container"))
            .filteredOn(sent -> sent.attributes().get("berth.cause").contains("exited 137"))
            .anyMatch(sent -> of("pass").stream().anyMatch(sent::isBelow)));
    assertThat(of("pass")).anyMatch(pass -> "event".equals(pass.attributes().get("berth.woken")));
    awaitReady(APP);
  }

  @Test
  void aBuildThatFailsIsAnErrorWithItsReason() throws Exception {
    String broken = BUILT.formatted(APP, "x; exit 3");
    request().body(broken).post("/v1/apps").then().statusCode(201);

    eventually(() ->
        assertThat(of("build"))
            .anyMatch(build ->
                build.isFailed() && "BuildFailed".equals(build.attributes().get("berth.reason"))));
  }

  /** What was told to nobody is lost; what comes after the receiver is back is not. */
  @Test
  void aReceiverThatComesBackIsToldAgain() throws Exception {
    receiver.close();
    apply(MANIFEST);
    receiver = new TraceReceiver(PORT);

    apply(MANIFEST.replace(APP, APP + "2"));

    try {
      eventually(() ->
          assertThat(receiver.named("rollout"))
              .anyMatch(sent -> (APP + "2").equals(sent.attributes().get("berth.app"))));
    } finally {
      delete(APP + "2");
    }
  }
}
