package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Snapshot;
import dev.berth.spec.Front;
import dev.berth.spec.FrontRoute;
import dev.berth.spec.IngressTls;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the front door is told before it starts, and when its routes or certificates are others. */
class FrontPlanTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  private static DesiredApp front(Set<String> certificates, String... hosts) {
    return Samples.desired(
        Front.app(
            Front.Address.USUAL,
            List.of(hosts).stream()
                .map(host ->
                    new FrontRoute(
                        host,
                        "/",
                        "shop",
                        "web",
                        false,
                        certificates.stream()
                            .findFirst()
                            .map(name -> new IngressTls(name, true, Optional.empty()))))
                .toList(),
            certificates,
            Optional.empty()));
  }

  private Plan plan(DesiredApp desired, Snapshot seen) {
    return planner.plan(desired, seen, Restarts.NONE, World.NOW);
  }

  private String plan(DesiredApp desired) {
    return plan(desired, world.snapshot()).toString().replaceAll("-[0-9a-f]{5}\\b", "-*");
  }

  private int index(Plan plan, Class<? extends Action> kind) {
    return plan.steps().stream()
        .filter(step -> kind.isInstance(step.action()))
        .findFirst()
        .map(plan.steps()::indexOf)
        .orElseThrow();
  }

  @Test
  void certificatesAreThereBeforeTheFileThatNamesThem() {
    world.image(Front.SERVICE, "sha256:front");
    Plan plan = plan(front(Set.of("tls"), "shop.example"), world.snapshot());
    int placed = index(plan, Action.PlaceFiles.class);
    int written = index(plan, HolderAction.Write.class);
    int started = index(plan, Action.StartContainer.class);
    assertThat(plan.steps().get(written).after()).contains(placed);
    assertThat(plan.steps().get(started).after()).contains(written);
    assertThat(plan.steps().get(placed).action().what()).contains("tls");
  }

  @Test
  void withoutCertificatesNoneArePlaced() {
    world.image(Front.SERVICE, "sha256:front");
    assertThat(plan(front(Set.of(), "shop.example"))).doesNotContain("write [");
  }

  @Test
  void otherRoutesAreANewWorkerAndNothingElse() {
    DesiredApp one = front(Set.of(), "shop.example");
    world.settle(one);
    assertThat(plan(one)).isEmpty();

    assertThat(plan(front(Set.of(), "shop.example", "other.example")))
        .matches("reload \\S+: routes or certificates are others");
  }

  @Test
  void anotherCertificateIsThereBeforeTheWorkerReadsIt() {
    world.settle(front(Set.of(), "shop.example"));
    Plan plan = plan(front(Set.of("tls"), "shop.example"), world.snapshot());
    int placed = index(plan, Action.PlaceFiles.class);
    int reload = index(plan, HolderAction.Reload.class);
    assertThat(plan.steps()).hasSize(2);
    assertThat(plan.steps().get(reload).after()).containsExactly(placed);
  }

  @Test
  void whoDoesNotSayWhatItHasIsAskedAgain() {
    DesiredApp one = front(Set.of(), "shop.example");
    world.settle(one);
    Plan plan = plan(one, world.snapshot().withRotations(new TreeMap<>()));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.waiting())
        .singleElement()
        .satisfies(wait -> {
          assertThat(wait.kind()).isEqualTo(WaitReason.Kind.HOLDER_SILENT);
          assertThat(wait.message()).endsWith("does not say which routes it has");
          assertThat(wait.until()).contains(World.NOW.plusSeconds(1));
        });
  }
}
