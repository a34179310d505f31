package dev.berth.plan.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.swarm.SwarmService;
import dev.berth.plan.Samples;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which tasks count, and who is waited for. */
class SwarmReadinessTest {
  private final SwarmWorld world = new SwarmWorld();

  private static DesiredApp shop(Map<String, ?> db, Map<String, ?> condition) {
    Map<String, Object> service = new HashMap<>(db);
    service.put("image", "db:1");
    return Samples.desired(
        Samples.app(
            Map.of(
                "db",
                service,
                "web",
                Map.of("image", "web:1", "depends_on", Map.of("db", condition)))));
  }

  private static DesiredApp shop(Map<String, ?> db, String condition) {
    return shop(db, Map.of("condition", condition));
  }

  private String unmet(DesiredApp desired) {
    return SwarmReadiness.unmet(world.wish(desired), desired.app().service("web")).orElse("");
  }

  private int ready(DesiredApp desired) {
    return SwarmReadiness.ready(world.wish(desired), world.service("shop_db")).size();
  }

  @Test
  void whoRunsOnANodeThatAnswersIsReady() {
    DesiredApp shop = shop(Map.of("replicas", 2), "service_started");
    assertThat(unmet(shop)).isEqualTo("db is not started");
    world.settle(shop);
    assertThat(ready(shop)).isEqualTo(2);
    assertThat(unmet(shop)).isEmpty();

    world.node("n1", "down");
    assertThat(ready(shop)).as("its node does not answer").isZero();
    assertThat(unmet(shop)).isEqualTo("db is not started");
  }

  @Test
  void whoIsToEndOrHasNotBegunIsNot() {
    DesiredApp shop = shop(Map.of(), "service_healthy");
    world.settle(shop);
    SwarmService db = world.service("shop_db");
    world.empty("shop_db").task(db, 1, "shutdown", "running", "");
    assertThat(ready(shop)).isZero();
    world.empty("shop_db").task(db, 1, "running", "starting", "");
    assertThat(ready(shop)).isZero();
    assertThat(unmet(shop)).isEqualTo("db is not healthy");
    world.task(db, 1, "running", "running", "");
    assertThat(ready(shop)).isEqualTo(1);
    assertThat(unmet(shop)).isEmpty();
  }

  @Test
  void whoIsThereInPartIsWaitedFor() {
    DesiredApp shop = shop(Map.of("replicas", 2), "service_started");
    world.settle(shop);
    world.empty("shop_db").task(world.service("shop_db"), 1, "running", "running", "");
    assertThat(unmet(shop)).isEqualTo("db is not started");
  }

  @Test
  void whatIsOptionalIsNot() {
    assertThat(unmet(shop(Map.of(), Map.of("condition", "service_started", "required", false))))
        .isEmpty();
  }

  private boolean hasEndedWell(DesiredApp desired) {
    Service db = desired.app().service("db");
    return SwarmReadiness.hasEndedWell(world.wish(desired), db, world.service("shop_db"));
  }

  @Test
  void whoMayEndHasEndedWhenAllOfItHas() {
    DesiredApp shop =
        shop(Map.of("replicas", 2, "restart", "no"), "service_completed_successfully");
    world.settle(shop);
    SwarmService db = world.service("shop_db");
    assertThat(hasEndedWell(shop)).isFalse();
    assertThat(unmet(shop)).isEqualTo("db is not completed");

    world.empty("shop_db").task(db, 1, "shutdown", "complete", "");
    world.task(db, 1, "shutdown", "complete", "");
    assertThat(hasEndedWell(shop)).as("one of two, twice").isFalse();
    world.task(db, 2, "shutdown", "failed", "non-zero exit (1)");
    assertThat(hasEndedWell(shop)).isFalse();
    world.task(db, 2, "shutdown", "complete", "");
    assertThat(hasEndedWell(shop)).isTrue();
    assertThat(unmet(shop)).isEmpty();
    assertThat(unmet(shop(Map.of("replicas", 2, "restart", "no"), "service_started"))).isEmpty();
  }

  @Test
  void whoIsStartedAgainHasNever() {
    DesiredApp shop = shop(Map.of("restart", "always"), "service_started");
    world.settle(shop);
    world.empty("shop_db").task(world.service("shop_db"), 1, "shutdown", "complete", "");
    assertThat(hasEndedWell(shop)).isFalse();
  }

  @Test
  void whatEndedOfAnEarlierVersionDoesNotCount() {
    DesiredApp first = shop(Map.of("restart", "no"), "service_completed_successfully");
    world.settle(first);
    SwarmService old = world.service("shop_db");
    world.settle(
        shop(
            Map.of("restart", "no", "command", List.of("other")),
            "service_completed_successfully"));
    world.empty("shop_db").task(old, 1, "shutdown", "complete", "");
    assertThat(hasEndedWell(first)).isFalse();
  }
}
