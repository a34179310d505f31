package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.FakeHolder;
import dev.berth.intake.app.RolloutAction;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Rotation;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rollouts in stages, through the loop: who gets which part of the requests, and until when. */
class StagedPassTest {
  private static final String ONE =
      """
      name: shop
      services:
        web: {image: "web:1", replicas: 2, ports: ["80:80"], environment: {V: one}}
      rollout: {strategy: STRATEGY}
      """;
  private static final String BLUE_GREEN = "BlueGreen, blueGreen: {keepOld: 20s}";
  private static final String BY_HAND = "BlueGreen, blueGreen: {keepOld: 20s, promote: manual}";
  private static final String CANARY =
      "Canary, canary: {steps: [{weight: 10, pause: 30s}, {weight: 60, pause: manual}]}";
  private static final String JUDGED =
      "Canary, canary: {steps: [{weight: 20, pause: 10s}], analysis: {maxErrorRate: 5%}}";

  private static final List<RolloutAction> ACTIONS = List.of(RolloutAction.values());

  @TempDir Path folder;
  private Rig rig;
  private Rig.Berth berth;
  private String strategy = "";

  /** Percent of the requests by the version that gets them, as of the last second. */
  private Map<String, Long> shares = Map.of();

  @BeforeEach
  void begin() {
    rig = new Rig(folder);
    images();
  }

  private void images() {
    rig.engine.addImage("web:1");
    rig.engine.addImage("haproxy:lts");
    berth = rig.berth();
  }

  private void declare(String version) {
    rig.put(ONE.replace("STRATEGY", strategy).replace("V: one", "V: " + version));
  }

  private void begin(String how) {
    strategy = how;
    declare("one");
    berth.converge();
    declare("two");
  }

  private Receipt<DesiredApp> say(RolloutAction action) {
    return rig.intake().drive("shop", action, new Precondition.None(), "ann");
  }

  /** Somebody who runs gets the requests, all the while. */
  private void passFor(long seconds) {
    for (long second = 0; second < seconds; second++) {
      berth.cache.resync();
      berth.reconciler.pass("shop");
      rig.pass(Duration.ofSeconds(1));
      shares = measured();
      assertThat(shares).as("somebody is asked").isNotEmpty();
    }
  }

  private void another() {
    berth = rig.berth();
    berth.cache.reload();
  }

  private List<ContainerView> webs() {
    return rig.containers("shop", "web");
  }

  private FakeHolder holder() {
    return rig.engine.holder(rig.containers("shop", "web-holder").getFirst().id());
  }

  private Map<String, Long> measured() {
    Map<String, String> versions =
        webs().stream()
            .filter(ContainerView::isRunning)
            .collect(Collectors.toMap(ContainerView::name, StagedPassTest::version));
    Map<String, Long> weights = new HashMap<>();
    for (Rotation.Slot slot : holder().rotation(versions::containsKey).slots()) {
      if (slot.isServing() && slot.weight() > 0) {
        weights.merge(versions.get(slot.container()), (long) slot.weight(), Long::sum);
      }
    }
    long all = weights.values().stream().mapToLong(w -> w).sum();
    weights.replaceAll((version, weight) -> Math.round(100.0 * weight / all));
    return weights;
  }

  private static String version(ContainerView container) {
    return container.settings().environment().getOrDefault("V", "");
  }

  private Map<String, Long> counts() {
    return webs().stream()
        .filter(ContainerView::isRunning)
        .collect(Collectors.groupingBy(StagedPassTest::version, Collectors.counting()));
  }

  private AppStatus status() {
    return berth.board.find("shop").orElseThrow();
  }

  private String reason() {
    return status().condition(Condition.Type.READY).reason();
  }

  @Test
  void aFirstVersionGetsEverythingAtOnce() {
    strategy = BY_HAND;
    declare("one");
    berth.converge();
    passFor(1);

    assertThat(shares).isEqualTo(Map.of("one", 100L));
    assertThat(status().isReady()).isTrue();
  }

  @Test
  void blueAndGreenSwitchAtOneMomentAndTheOldOneStandsBy() {
    begin(BLUE_GREEN);
    for (int second = 0; second < 10 && !shares.containsKey("two"); second++) {
      passFor(1);
      assertThat(shares).as("never both").hasSize(1);
    }

    assertThat(shares).isEqualTo(Map.of("two", 100L));
    assertThat(counts()).isEqualTo(Map.of("one", 2L, "two", 2L));
    passFor(2);
    assertThat(status().isReady()).as("it is done, for who waits").isTrue();
    passFor(15);
    assertThat(counts()).isEqualTo(Map.of("one", 2L, "two", 2L));
    passFor(15);
    assertThat(counts()).isEqualTo(Map.of("two", 2L));
    assertThat(status().isReady()).isTrue();
    assertThat(status().condition(Condition.Type.DRIFTED).status())
        .isEqualTo(Condition.Verdict.FALSE);
  }

  @Test
  void byHandItWaitsUntilItIsPromoted() {
    begin(BY_HAND);
    passFor(300);

    assertThat(shares).isEqualTo(Map.of("one", 100L));
    assertThat(counts()).isEqualTo(Map.of("one", 2L, "two", 2L));
    assertThat(reason()).isEqualTo("Paused");
    assertThat(say(RolloutAction.PROMOTE)).isInstanceOf(Receipt.Accepted.class);
    passFor(3);
    assertThat(shares).isEqualTo(Map.of("two", 100L));
  }

  /** The old ones are there: nothing has to start. */
  @Test
  void whileTheOldOneStandsByAnAbortIsASwitchBack() {
    begin(BLUE_GREEN);
    List<String> old = webs().stream().map(ContainerView::name).toList();
    passFor(15);
    assertThat(shares).isEqualTo(Map.of("two", 100L));

    assertThat(say(RolloutAction.ABORT)).isInstanceOf(Receipt.Accepted.class);
    passFor(3);
    assertThat(shares).isEqualTo(Map.of("one", 100L));
    passFor(30);
    assertThat(webs()).extracting(ContainerView::name).containsExactlyInAnyOrderElementsOf(old);
    assertThat(quarantine().reason()).isEqualTo("Aborted");
    assertThat(reason()).isEqualTo("RolledBack");
  }

  private Quarantine quarantine() {
    return rig.state.find("shop").flatMap(DesiredApp::quarantine).orElseThrow();
  }

  @Test
  void aCanaryGetsMoreStepByStep() {
    begin(CANARY);
    passFor(10);
    assertThat(shares).isEqualTo(Map.of("one", 90L, "two", 10L));
    assertThat(counts()).isEqualTo(Map.of("one", 2L, "two", 1L));
    assertThat(reason()).isEqualTo("Updating");

    passFor(300);
    assertThat(shares).isEqualTo(Map.of("one", 40L, "two", 60L));
    assertThat(counts()).isEqualTo(Map.of("one", 2L, "two", 2L));
    assertThat(reason()).isEqualTo("Paused");

    assertThat(say(RolloutAction.RESUME)).isInstanceOf(Receipt.Accepted.class);
    passFor(20);
    assertThat(shares).isEqualTo(Map.of("two", 100L));
    assertThat(counts()).isEqualTo(Map.of("two", 2L));
    assertThat(status().isReady()).isTrue();
  }

  /** Each pass is another Berth's. */
  @Test
  void itGoesOnWhereItWasHoweverOftenBerthDies() {
    begin(CANARY);
    for (int second = 0; second < 60; second++) {
      another();
      passFor(1);
    }
    assertThat(shares).isEqualTo(Map.of("one", 40L, "two", 60L));

    assertThat(say(RolloutAction.PROMOTE)).isInstanceOf(Receipt.Accepted.class);
    for (int second = 0; second < 30; second++) {
      another();
      passFor(1);
    }
    assertThat(counts()).isEqualTo(Map.of("two", 2L));
    assertThat(shares).isEqualTo(Map.of("two", 100L));
  }

  /** It knows of nobody whether he is ready, and the holder does. */
  @Test
  void aBerthThatBeginsLeavesTheWeightsAsTheyAre() {
    begin(CANARY);
    passFor(10);
    rig.probes = false;
    another();
    for (int second = 0; second < 5; second++) {
      passFor(1);
      assertThat(shares).isEqualTo(Map.of("one", 90L, "two", 10L));
    }
  }

  @Test
  void aThirdVersionTakesThePlaceOfTheSecondAndBeginsAnew() {
    begin(CANARY);
    passFor(60);
    assertThat(shares).isEqualTo(Map.of("one", 40L, "two", 60L));

    declare("three");
    passFor(15);
    assertThat(shares).isEqualTo(Map.of("one", 90L, "three", 10L));
    assertThat(counts()).isEqualTo(Map.of("one", 2L, "three", 1L));
  }

  /** By the manifest alone, as from Git. */
  @Test
  void theOldContentAgainIsAWayBackWithoutSteps() {
    begin(CANARY);
    passFor(60);
    declare("one");
    passFor(10);

    assertThat(shares).isEqualTo(Map.of("one", 100L));
    assertThat(counts()).isEqualTo(Map.of("one", 2L));
  }

  @Test
  void anotherStrategyInTheManifestPromotes() {
    begin(CANARY);
    passFor(10);
    strategy = "Rolling";
    declare("two");
    passFor(20);

    assertThat(counts()).isEqualTo(Map.of("two", 2L));
  }

  @Test
  void whatIsPausedStaysUntilItIsResumed() {
    begin("Rolling, paused: true");
    passFor(60);
    assertThat(counts()).isEqualTo(Map.of("one", 2L));
    assertThat(reason()).isEqualTo("Paused");

    strategy = "Rolling";
    declare("two");
    assertThat(say(RolloutAction.PAUSE)).isInstanceOf(Receipt.Accepted.class);
    passFor(60);
    assertThat(counts()).isEqualTo(Map.of("one", 2L));

    assertThat(say(RolloutAction.RESUME)).isInstanceOf(Receipt.Accepted.class);
    passFor(20);
    assertThat(counts()).isEqualTo(Map.of("two", 2L));
  }

  /** The old version comes back as it was, and the new one does not take its place. */
  @Test
  void whoDiesMeanwhileComesBackAsItWas() {
    begin(CANARY);
    passFor(10);
    webs().stream().filter(c -> version(c).equals("one")).forEach(c -> rig.engine.die(c.name(), 1));
    passFor(10);

    assertThat(counts()).isEqualTo(Map.of("one", 2L, "two", 1L));
    assertThat(shares).isEqualTo(Map.of("one", 90L, "two", 10L));
  }

  private void answers(String version, long requests, long failures) {
    webs().stream()
        .filter(c -> version(c).equals(version))
        .forEach(c -> holder().load(c.name(), new Rotation.Load(0, 0, requests, failures, 5)));
  }

  @Test
  void aCanaryThatFailsIsGivenUpWithItsNumbers() {
    begin(JUDGED);
    passFor(5);
    assertThat(shares).isEqualTo(Map.of("one", 80L, "two", 20L));
    answers("one", 400, 4);
    answers("two", 120, 24);
    passFor(3);

    assertThat(shares).isEqualTo(Map.of("one", 100L));
    assertThat(quarantine().reason()).isEqualTo("AnalysisFailed");
    assertThat(quarantine().message())
        .isEqualTo(
            "web: 24 of 120 requests (20%) of the new version failed, over 5%; of the old one 8 of"
                + " 800 requests (1%)");
    passFor(20);
    assertThat(counts()).isEqualTo(Map.of("one", 2L));
    assertThat(reason()).isEqualTo("RolledBack");
  }

  @Test
  void whoWasAskedTooLittleStaysAtItsStep() {
    begin(JUDGED);
    passFor(5);
    answers("two", 99, 99);
    passFor(60);
    assertThat(shares).isEqualTo(Map.of("one", 80L, "two", 20L));

    answers("two", 5000, 100);
    passFor(20);
    assertThat(counts()).isEqualTo(Map.of("two", 2L));
  }

  /** Another image of the same revision: an earlier revision is not what came before it. */
  @Test
  void anAbortOfAnImageThatMovedKeepsTheRevision() {
    strategy = BY_HAND;
    declare("zero");
    berth.converge();
    declare("one");
    passFor(10);
    say(RolloutAction.PROMOTE);
    passFor(40);
    rig.engine.addImage("newer:1");
    rig.engine.tag("newer:1", "web:1");
    another();
    passFor(10);
    assertThat(reason()).isEqualTo("Paused");

    assertThat(say(RolloutAction.ABORT)).isInstanceOf(Receipt.Accepted.class);
    DesiredApp desired = rig.state.find("shop").orElseThrow();
    assertThat(desired.quarantine()).isEmpty();
    assertThat(desired.progress().aborted()).isTrue();
    assertThat(desired.revision()).isEqualTo(2);
  }

  @Test
  void whereNothingGoesOnThereIsNothingToSay() {
    begin(CANARY);
    passFor(100);
    say(RolloutAction.PROMOTE);
    passFor(30);

    for (RolloutAction action :
        List.of(RolloutAction.RESUME, RolloutAction.PROMOTE, RolloutAction.ABORT)) {
      assertThat(say(action)).as(action.text()).isInstanceOf(Receipt.Conflict.class);
    }
    assertThat(Optional.of(counts())).contains(Map.of("two", 2L));
  }

  /**
   * Whatever is declared and said, and whenever Berth dies: somebody is asked, and who has not been
   * promoted gets no more than its step allows.
   */
  @ParameterizedTest
  @ValueSource(strings = {BLUE_GREEN, BY_HAND, CANARY})
  void nobodyGetsMoreThanItsStepAllows(String how) {
    for (long seed = 0; seed < 3; seed++) {
      walk(how, new Random(seed));
    }
  }

  private void walk(String how, Random random) {
    rig = new Rig(folder.resolve(how.hashCode() + "-" + random.nextInt()));
    images();
    begin(how);
    int version = 0;
    for (int turn = 0; turn < 12; turn++) {
      switch (random.nextInt(5)) {
        case 0 -> declare("v" + ++version);
        case 1 -> say(ACTIONS.get(random.nextInt(ACTIONS.size())));
        case 2 -> another();
        default -> {}
      }
      for (int second = random.nextInt(12); second >= 0; second--) {
        passFor(1);
        bounded(how);
      }
    }
    say(RolloutAction.RESUME);
    declare("last");
    passFor(30);
    say(RolloutAction.PROMOTE);
    passFor(60);
    assertThat(counts()).isEqualTo(Map.of("last", 2L));
  }

  private void bounded(String how) {
    DesiredApp desired = rig.state.find("shop").orElseThrow();
    String newest = desired.app().service("web").environment().getOrDefault("V", "");
    if (desired.progress().isOpen() && desired.quarantine().isEmpty() && shares.size() > 1) {
      int most = how.equals(CANARY) ? desired.progress().step() == 0 ? 10 : 60 : 0;
      assertThat(shares.getOrDefault(newest, 0L)).isLessThanOrEqualTo(most);
    }
  }
}
