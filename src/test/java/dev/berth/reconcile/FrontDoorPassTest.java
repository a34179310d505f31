package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ContainerView;
import dev.berth.plan.Samples;
import dev.berth.spec.App;
import dev.berth.spec.Front;
import dev.berth.spec.FrontRoute;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The front door comes with the first name, follows each change in place, and goes with the last.
 */
class FrontDoorPassTest {
  private static final String SHOP =
      "{name: shop, image: 'web:1', expose: [80], ingress: {hosts: [shop.example]}}";
  private static final String BLOG =
      "{name: blog, image: 'web:1', expose: [80], ingress: {hosts: [blog.example]}}";

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
    converge();
  }

  /** What is declared in the middle of a round has its turn in the next. */
  private void converge() {
    berth.converge();
    berth.converge();
  }

  private List<String> routes() {
    return rig.state.find(Front.APP).stream()
        .flatMap(front -> Front.routes(front.declared()).stream())
        .map(FrontRoute::text)
        .toList();
  }

  private Optional<ContainerView> front() {
    return rig.containers(Front.APP, Front.SERVICE).stream().findFirst();
  }

  private AppStatus status(String app) {
    return berth.board.find(app).orElseThrow();
  }

  @Test
  void itStandsBeforeTheHolderOfWhoHasAName() {
    assertThat(routes()).containsExactly("shop.example / shop shop http");
    assertThat(front().orElseThrow().isRunning()).isTrue();
    assertThat(rig.containers("shop", "shop-holder")).hasSize(1);
    assertThat(rig.containers("shop", "shop-holder").getFirst().settings().ports()).isEmpty();
    assertThat(status("shop").services().values())
        .flatMap(AppStatus.ServiceStatus::endpoints)
        .containsExactly("http://shop.example");
  }

  @Test
  void anotherNameIsAnotherFileAndNoOtherContainer() {
    ContainerView before = front().orElseThrow();

    rig.put(BLOG);
    converge();

    assertThat(routes())
        .containsExactly("blog.example / blog blog http", "shop.example / shop shop http");
    assertThat(front().map(ContainerView::life)).contains(before.life());
    assertThat(rig.engine.holder(before.id()).rotation(name -> true).loaded())
        .isEqualTo(rig.engine.holder(before.id()).rotation(name -> true).written());
  }

  /** Else somebody who waits for his app is told that it has failed. */
  @Test
  void whoIsFasterThanTheFrontDoorWaits() {
    Rig early = new Rig(folder);
    early.engine.addImage("web:1");
    early.engine.addImage("haproxy:lts");
    early.put(SHOP);
    Rig.Berth first = early.berth();
    first.cache.reload();

    for (int pass = 0; pass < 5; pass++) {
      first.reconciler.pass("shop");
    }

    AppStatus told = first.board.find("shop").orElseThrow();
    assertThat(early.containers("shop", "shop")).hasSize(1);
    assertThat(early.containers("shop", "shop-holder")).isEmpty();
    assertThat(told.condition(Condition.Type.READY).message()).contains("the front door");
    assertThat(told.isStalled()).isFalse();
  }

  @Test
  void itGoesWithTheLastName() {
    rig.put(SHOP.replace("ingress: {hosts: [shop.example]}", "init: true"));
    converge();

    assertThat(rig.state.find(Front.APP)).isEmpty();
    assertThat(front()).isEmpty();
    assertThat(rig.containers("shop", "shop-holder")).isEmpty();
  }

  /** Whoever comes meanwhile is on its network, which then would never go. */
  @Test
  void itStaysForWhoComesWhileItGoes() {
    rig.put(SHOP.replace("ingress: {hosts: [shop.example]}", "init: true"));
    berth.reconciler.pass("shop");
    assertThat(rig.state.find(Front.APP)).matches(front -> front.orElseThrow().isDeleting());
    berth.reconciler.pass(Front.APP);

    rig.put(BLOG);
    converge();

    assertThat(routes()).containsExactly("blog.example / blog blog http");
    assertThat(front().orElseThrow().isRunning()).isTrue();
    assertThat(status("blog").isReady()).isTrue();
  }

  @Test
  void theNextBerthFindsItAsItIs() {
    int calls = rig.engine.calls().size();

    berth = rig.berth();
    converge();

    assertThat(rig.engine.calls().subList(calls, rig.engine.calls().size()))
        .noneMatch(call -> call.startsWith("create") || call.startsWith("stop"));
    assertThat(rig.state.find(Front.APP).map(DesiredApp::generation)).contains(1L);
  }

  @Test
  void whoComesLateIsToldWhoHasTheName() {
    rig.put(BLOG.replace("blog.example", "shop.example"));
    rig.pass(Duration.ofSeconds(1));
    for (int pass = 0; pass < 9; pass++) {
      berth.reconciler.pass("blog");
      rig.pass(Duration.ofSeconds(1));
    }

    Condition stalled = status("blog").condition(Condition.Type.STALLED);
    assertThat(stalled.reason()).isEqualTo("HostTaken");
    assertThat(stalled.message()).startsWith("shop.example/ is app shop's already");
    assertThat(status("blog").phase()).isEqualTo(Phase.DEGRADED);
    assertThat(routes()).containsExactly("shop.example / shop shop http");
  }

  @Test
  void whoRemovesItByHandFindsItAgain() {
    rig.engine.die(front().orElseThrow().name(), 137);
    rig.engine.remove(front().orElseThrow().id());
    converge();

    assertThat(front().orElseThrow().isRunning()).isTrue();
  }

  @Test
  void onlyBerthDeclaresIt() {
    Receipt<DesiredApp> removed =
        rig.intake().remove(Front.APP, false, new Precondition.None(), "tester");

    assertThat(removed).isInstanceOf(Receipt.Conflict.class);
  }

  @Test
  void anAppOfSomebodysThatHasItsNameIsTold() {
    Rig old = new Rig(folder);
    old.engine.addImage("web:1");
    old.engine.addImage("haproxy:lts");
    App theirs = AppReader.read(Map.of("name", Front.APP, "image", "web:1")).app();
    old.state.save(0, Samples.desired(theirs), "tester");
    old.put(SHOP);
    Rig.Berth first = old.berth();
    first.cache.reload();
    for (int pass = 0; pass < 5; pass++) {
      first.reconciler.pass("shop");
    }

    Condition stalled = first.board.find("shop").orElseThrow().condition(Condition.Type.STALLED);
    assertThat(stalled.reason()).isEqualTo("NameConflict");
    assertThat(stalled.message()).startsWith("app berth-front is not the front door");
  }

  /** With its key, which nobody but the front door is to have. */
  @Test
  void nobodyNamesACertificateThatWasMadeForIt() {
    String reaching = "{name: thief, image: 'web:1', environment: {A: {secret: '~shop.example'}}}";

    Receipt<DesiredApp> receipt =
        rig.intake()
            .put(
                ManifestReader.read(reaching).drafts().getFirst(),
                new Precondition.None(),
                "tester");

    assertThat(receipt).isInstanceOf(Receipt.Invalid.class);
    assertThat(receipt.toString()).contains("`~shop.example` is no name of a secret");
  }
}
