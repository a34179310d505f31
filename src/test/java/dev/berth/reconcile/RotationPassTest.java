package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.status.AppStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holders of ports, through the loop: what they cost, and what is told of them. */
class RotationPassTest {
  private static final String SHOP =
      """
      name: shop
      services:
        web: {image: "web:1", replicas: 2, ports: ["80:80"], environment: {NAME: World}}
      rollout: {strategy: Rolling, maxUnavailable: 0}
      """;

  @TempDir Path folder;
  private Rig rig;
  private Rig.Berth berth;

  @BeforeEach
  void shop() {
    rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.engine.addImage("haproxy:lts");
    rig.put(SHOP);
    berth = rig.berth();
    berth.converge();
  }

  private List<String> pass() {
    int before = rig.engine.calls().size();
    berth.reconciler.pass("shop");
    List<String> all = rig.engine.calls();
    return all.subList(before, all.size());
  }

  @Test
  void aSettledAppCostsNoCall() {
    pass();

    assertThat(pass()).isEmpty();
  }

  /** Somebody may have changed something at its socket. */
  @Test
  void afterAWhileTheHolderIsAskedAgain() {
    pass();
    rig.pass(Duration.ofMinutes(1));

    assertThat(pass()).hasSize(1).allMatch(call -> call.startsWith("holder"));
  }

  @Test
  void theStatusTellsWhereEverybodyStands() {
    AppStatus.ServiceStatus web =
        Optional.ofNullable(berth.board.find("shop").orElseThrow().services().get("web"))
            .orElseThrow();

    assertThat(web.containers())
        .hasSize(2)
        .allSatisfy(c -> assertThat(c.rotation().orElseThrow().state()).isEqualTo("in"));
    assertThat(web.endpoints()).containsExactly("http://localhost:80");
  }

  /** Whatever it is told meanwhile, and however often it is asked. */
  @Test
  void whoLeavesHasItsTimeAndNoMore() {
    ContainerView holder = rig.containers("shop", "web-holder").getFirst();
    List<String> old = webs();
    old.forEach(name -> rig.engine.holder(holder.id()).sessions(name, 1));
    rig.put(SHOP.replace("World", "Moon").replace("0}", "0, drainTimeout: 20s}"));

    passFor(Duration.ofSeconds(15));
    assertThat(webs()).as("its requests go on").containsAll(old);
    passFor(Duration.ofMinutes(1));
    assertThat(webs()).hasSize(2).doesNotContainAnyElementsOf(old);
  }

  private List<String> webs() {
    return rig.containers("shop", "web").stream().map(ContainerView::name).toList();
  }

  private void passFor(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      berth.cache.resync();
      berth.reconciler.pass("shop");
      rig.pass(Duration.ofSeconds(1));
    }
  }

  /** The image of what holds everybody's port is not changed by a tag that moved. */
  @Test
  void aHolderStaysWhenItsTagMoves() {
    ContainerView holder = rig.containers("shop", "web-holder").getFirst();
    rig.engine.addImage("newer:1");
    rig.engine.tag("newer:1", "haproxy:lts");
    berth = rig.berth(); // One that has not seen what the tag was.
    berth.converge();

    assertThat(rig.containers("shop", "web-holder"))
        .extracting(ContainerView::id)
        .containsExactly(holder.id());
    assertThat(berth.board.find("shop").orElseThrow().isReady()).isTrue();
  }
}
