package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many may be out of work at one time, and how many may run beside those they replace. */
class RolloutBudgetTest {
  private final World world = new World();

  private static DesiredApp app(String service, String rollout) {
    return Samples.desired(
        ManifestReader.read(
                "{name: shop, services: {web: {image: 'web:1', %s}, c: {image: c}}, rollout: {%s}}"
                    .formatted(service, rollout))
            .drafts()
            .getFirst()
            .app());
  }

  private static final ImageDefaults WRITES =
      new ImageDefaults(
          List.of(),
          List.of(),
          new TreeMap<>(),
          new TreeMap<>(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Set.of("/var/lib/data"));

  private static boolean overlaps(DesiredApp app, ImageDefaults image) {
    return RolloutBudget.overlaps(app, app.app().service("web"), image);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 2                              | strategy: Rolling                | true",
        "replicas: 2                              | strategy: Recreate               | false",
        "replicas: 2                              | '{strategy: Rolling, maxSurge: 0,"
            + " maxUnavailable: 1}' | false",
        "ports: ['80']                            | strategy: Rolling                | true",
        "'ports: [\"127.0.0.1:53:53/udp\"]'       | strategy: Rolling                | false",
        "container_name: one                      | strategy: Rolling                | true",
        "'volumes: [\"data:/data\"]'              | strategy: Rolling                | false",
        "'volumes: [\"data:/data:ro\"]'           | strategy: Rolling                | true",
        "'volumes: [/scratch]'                    | strategy: Rolling                | false",
      })
  void twoRunSideBySideWhereTheyCan(String service, String rollout, boolean may) {
    String bare = rollout.startsWith("{") ? rollout.substring(1, rollout.length() - 1) : rollout;
    assertThat(overlaps(app(service, bare), ImageDefaults.NONE)).isEqualTo(may);
  }

  @Test
  void whatAnImageWritesToGoesFromOneToTheOther() {
    DesiredApp rolling = app("replicas: 2", "strategy: Rolling");
    assertThat(overlaps(rolling, WRITES)).isFalse();
  }

  private RolloutBudget budget(DesiredApp app, int replicas) {
    PlanningContext context =
        new PlanningContext("me", app, world.snapshot(), Restarts.NONE, World.NOW);
    Service web = app.app().service("web");
    List<ReplicaSlot> slots = new ArrayList<>();
    IntStream.rangeClosed(1, replicas)
        .forEach(replica ->
            slots.add(
                ReplicaSlot.of(
                    context.blueprints().of(web, replica),
                    world.snapshot().of("web").stream()
                        .filter(c -> c.owner().orElseThrow().replica() == replica)
                        .toList())));
    return RolloutBudget.of(context, web, slots);
  }

  private static int count(BooleanSupplier more) {
    int count = 0;
    while (more.getAsBoolean() && count < 20) {
      count++;
    }
    return count;
  }

  @Test
  void recreatedOnesEndOneAtATime() {
    DesiredApp app = app("replicas: 3", "strategy: Recreate");
    world.settle(app);
    assertThat(budget(app, 3).overlaps()).isFalse();
    assertThat(count(budget(app, 3)::mayTakeDown)).isEqualTo(1);
    assertThat(count(budget(app, 3)::mayStartBeside)).isZero();
    world.end(web().getFirst().name(), 1);
    assertThat(count(budget(app, 3)::mayTakeDown)).as("one is out already").isZero();
  }

  @Test
  void rollingOnesKeepToTheirBounds() {
    DesiredApp app = app("replicas: 4", "strategy: Rolling, maxSurge: 2, maxUnavailable: 1");
    world.settle(app);
    assertThat(budget(app, 4).overlaps()).isTrue();
    assertThat(budget(app, 4).endsOld()).isTrue();
    assertThat(budget(app, 4).holdsBack()).isFalse();
    assertThat(count(budget(app, 4)::mayStartBeside)).isEqualTo(2);
    assertThat(count(budget(app, 4)::mayTakeDown)).isEqualTo(1);
    world.end(web().getFirst().name(), 1);
    assertThat(count(budget(app, 4)::mayTakeDown)).isZero();
    assertThat(count(budget(app, 4)::mayStartBeside)).as("a place is its own").isEqualTo(2);
  }

  @Test
  void thoseThatCannotRunTwiceEndOneAtATimeAtLeast() {
    DesiredApp app =
        app("replicas: 3, volumes: ['data:/d']", "strategy: Rolling, maxUnavailable: 2");
    world.settle(app);
    assertThat(budget(app, 3).overlaps()).isFalse();
    assertThat(count(budget(app, 3)::mayTakeDown)).isEqualTo(2);
    DesiredApp none = app("replicas: 3, volumes: ['data:/d']", "strategy: Rolling");
    assertThat(count(budget(none, 3)::mayTakeDown)).isEqualTo(1);
  }

  @Test
  void nothingGoesOnWhileItIsPaused() {
    DesiredApp app = app("replicas: 3", "strategy: Rolling, paused: true");
    world.settle(app);
    assertThat(budget(app, 3).holdsBack()).isTrue();
    assertThat(budget(app, 3).endsOld()).isFalse();
    assertThat(count(budget(app, 3)::mayTakeDown)).isZero();
    assertThat(count(budget(app, 3)::mayStartBeside)).isZero();
  }

  private List<ContainerView> web() {
    return world.snapshot().of("web");
  }
}
