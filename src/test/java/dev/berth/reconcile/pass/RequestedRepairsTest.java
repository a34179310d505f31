package dev.berth.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.reconcile.Meddling;
import dev.berth.reconcile.Rig;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.state.DesiredApp;
import dev.berth.status.DriftReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is only reported is mended when somebody asks for it: that, and once. */
class RequestedRepairsTest {
  private static final String MEMORY = "deploy.resources.limits.memory";
  private static final RestartPolicy NO =
      new RestartPolicy(RestartPolicy.Mode.NO, OptionalInt.empty());

  @TempDir Path folder;
  private Rig rig;
  private Rig.Berth berth;

  @BeforeEach
  void twoDrifts() {
    rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.put("{name: shop, image: 'web:1', mem_limit: 64m, drift: {policy: report}}");
    berth = rig.berth();
    berth.converge();
    rig.engine.updateLimits(container().id(), Resources.UNLIMITED);
    rig.engine.updateRestart(container().id(), NO);
    converge();
  }

  private void converge() {
    rig.pass(Duration.ofMinutes(1));
    berth.converge();
  }

  private ContainerView container() {
    List<ContainerView> all = rig.containers("shop", "shop");
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private List<String> drift() {
    return berth.reconciler.drift("shop").stream().map(DriftReport::path).sorted().toList();
  }

  @Test
  void mendsTheNamedPathAndLeavesTheOthers() {
    ContainerView before = container();
    assertThat(drift()).containsExactly(MEMORY, "restart");
    berth.reconciler.repairs().repair("shop", Set.of(MEMORY));
    assertThat(berth.reconciler.repairs().isRepairing("shop")).isTrue();
    converge();

    assertThat(drift()).containsExactly("restart");
    assertThat(berth.reconciler.repairs().isRepairing("shop")).isFalse();
    assertThat(container().id()).isEqualTo(before.id());
    assertThat(container().restart()).isEqualTo(NO);
  }

  @Test
  void whatDiffersThereLaterIsOnlyReportedAgain() {
    berth.reconciler.repairs().repair("shop", Set.of(MEMORY, "restart"));
    converge();
    assertThat(drift()).isEmpty();
    rig.engine.updateLimits(container().id(), Resources.UNLIMITED);
    converge();
    converge();

    assertThat(drift()).containsExactly(MEMORY);
  }

  /** A new container is as declared in everything. */
  @Test
  void whatNeedsANewContainerGetsOneAndNoMore() {
    Meddling.impostor(rig, container());
    converge();
    assertThat(drift()).contains("environment.NAME");
    long creations = creations();
    berth.reconciler.repairs().repair("shop", Set.of("environment.NAME"));
    converge();

    assertThat(drift()).isEmpty();
    assertThat(creations() - creations).isEqualTo(1);
    assertThat(berth.reconciler.repairs().isRepairing("shop")).isFalse();
  }

  private long creations() {
    return rig.engine.writes().stream().filter(w -> w.startsWith("createContainer ")).count();
  }

  @Test
  void aForecastOfARepairShowsItAndAsksForNothing() {
    DesiredApp app = rig.state.find("shop").orElseThrow();
    DesiredApp mending =
        app.withApp(app.app().withDrift(app.app().drift().mending(Set.of(MEMORY))));

    assertThat(berth.reconciler.forecast(mending).next().steps())
        .singleElement()
        .satisfies(step -> assertThat(step.text()).startsWith("update limits of shop-"));
    assertThat(berth.reconciler.forecast(app).next().steps()).isEmpty();
    converge();
    assertThat(drift()).contains(MEMORY);
  }
}
