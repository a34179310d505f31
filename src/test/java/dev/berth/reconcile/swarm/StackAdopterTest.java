package dev.berth.reconcile.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.SwarmEngine;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.observe.swarm.SwarmObject.Kind;
import dev.berth.port.AdoptionService.Proposal;
import dev.berth.port.AdoptionService.Target;
import dev.berth.reconcile.Death;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack is taken over and let go by labels alone, wherever Berth is killed meanwhile. */
class StackAdopterTest {
  private static final Target STACK = new Target.Stack("shop", Optional.empty());

  @TempDir Path folder;

  private static Map<String, String> labels() {
    return Map.of("com.docker.stack.namespace", "shop", "theirs", "yes");
  }

  /** As {@code docker stack deploy} would have made it. */
  private SwarmRig stack(String name) {
    SwarmRig rig = new SwarmRig(folder.resolve(name));
    String network =
        rig.swarm.create(Kind.NETWORK, Map.of("Name", "shop_default", "Labels", labels()));
    String secret =
        rig.swarm.create(Kind.SECRET, Map.of("Name", "shop_key", "Labels", labels(), "Data", ""));
    for (String service : List.of("web", "db")) {
      String unused = rig.swarm.createService(service(service, network, secret));
    }
    return rig;
  }

  private static Map<String, Object> service(String name, String network, String secret) {
    Map<String, Object> file = Map.of("Name", "key", "UID", "0", "GID", "0", "Mode", 292);
    Map<String, Object> container =
        Map.of(
            "Image",
            "web:1@sha256:" + "a".repeat(64),
            "Labels",
            Map.of("com.docker.stack.namespace", "shop"),
            "Env",
            List.of("NAME=World"),
            "Isolation",
            "default",
            "Mounts",
            List.of(
                Map.of(
                    "Type",
                    "volume",
                    "Source",
                    "shop_data",
                    "Target",
                    "/data",
                    "VolumeOptions",
                    Map.of("Labels", labels()))),
            "Secrets",
            List.of(Map.of("SecretID", secret, "SecretName", "shop_key", "File", file)));
    return Map.of(
        "Name",
        "shop_" + name,
        "Labels",
        labels(),
        "TaskTemplate",
        Map.of(
            "ContainerSpec",
            container,
            "Networks",
            List.of(Map.of("Target", network, "Aliases", List.of(name))),
            "Placement",
            Map.of("Platforms", List.of(Map.of("OS", "linux"))),
            "Runtime",
            "container"),
        "Mode",
        Map.of("Replicated", Map.of("Replicas", 2)),
        "EndpointSpec",
        Map.of("Mode", "vip"));
  }

  private static DesiredApp put(SwarmRig rig, Proposal proposal) {
    Receipt<DesiredApp> receipt =
        rig.rig
            .intake()
            .put(AppReader.read(proposal.manifest()), new Precondition.None(), "tester");
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    return ((Receipt.Accepted<DesiredApp>) receipt).desired();
  }

  private static DesiredApp rehearsed(SwarmRig rig, Proposal proposal) {
    Receipt<DesiredApp> receipt =
        rig.rig.intake().dryRun().create(AppReader.read(proposal.manifest()), "tester");
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    return ((Receipt.Accepted<DesiredApp>) receipt).desired();
  }

  private static void take(SwarmRig rig, SwarmRig.Berth berth) {
    Proposal proposal = berth.adopter.look(STACK).orElseThrow();
    berth.adopter.take(proposal, rehearsed(rig, proposal));
    DesiredApp unused = put(rig, proposal);
  }

  private static void release(SwarmRig rig, SwarmRig.Berth berth) {
    List<String> unused = berth.adopter.release("shop", rig.rig.state.find("shop"), false);
  }

  private static List<String> tasks(SwarmRig rig) {
    return rig.swarm.tasks();
  }

  @Test
  void nothingDiffersAndNoTaskIsMadeAnew() {
    SwarmRig rig = stack("a");
    List<String> before = rig.swarm.world();
    List<String> tasks = tasks(rig);
    SwarmRig.Berth berth = rig.berth();
    Proposal proposal = berth.adopter.look(STACK).orElseThrow();
    DesiredApp wanted = rehearsed(rig, proposal);
    assertThat(berth.adopter.differences(proposal, wanted)).isEmpty();
    assertThat(berth.adopter.plan(proposal, wanted).next().steps()).isEmpty();

    take(rig, berth);
    long written = rig.swarm.index();
    assertThat(rig.berth().converge().status("shop").isReady()).isTrue();
    assertThat(rig.swarm.index()).isEqualTo(written);
    assertThat(tasks(rig)).isEqualTo(tasks);
    assertThat(rig.berth().adopter.look(STACK)).isEmpty();

    release(rig, rig.berth());
    rig.berth().converge();
    assertThat(rig.swarm.world()).isEqualTo(before);
    assertThat(tasks(rig)).isEqualTo(tasks);
  }

  /** Whoever asks again ends what was begun. */
  private void killed(
      String name, Runner prepare, BiConsumer<SwarmRig, SwarmRig.Berth> deed, List<String> goal) {
    boolean died = true;
    for (int call = 0; died; call++) {
      SwarmRig rig = stack(name + call);
      prepare.run(rig);
      List<String> tasks = tasks(rig);
      try {
        died = false;
        deed.accept(rig, rig.new Berth(Death.at(SwarmEngine.class, call, true, rig.swarm)));
      } catch (Error | RuntimeException e) {
        assertThat(Death.isBehind(e)).isTrue();
        died = true;
        rig.berth().converge();
        deed.accept(rig, rig.berth());
      }
      rig.berth().converge();
      assertThat(rig.swarm.world()).as("killed after call %d", call).isEqualTo(goal);
      assertThat(tasks(rig)).isEqualTo(tasks);
    }
  }

  /** Makes a stack as it is when Berth comes to it. */
  private interface Runner {
    void run(SwarmRig rig);
  }

  @Test
  void aTakingOverThatWasCutOffIsDoneAgain() {
    SwarmRig rig = stack("goal");
    take(rig, rig.berth());
    killed("take", one -> {}, StackAdopterTest::take, rig.swarm.world());
  }

  @Test
  void aLettingGoThatWasCutOffIsDoneAgain() {
    List<String> goal = stack("goal").swarm.world();
    killed("go", one -> take(one, one.berth()), StackAdopterTest::release, goal);
  }

  @Test
  void whatChangesLaterMakesTasksWithLabelsOfTheService() {
    SwarmRig rig = stack("b");
    take(rig, rig.berth());
    List<String> tasks = tasks(rig);
    DesiredApp app = rig.rig.state.find("shop").orElseThrow();
    assertThat(app.app().services()).containsOnlyKeys("db", "web");

    DesiredApp unused =
        rig.put(
            """
            name: shop
            services:
              web: {image: "web:2", deploy: {endpoint_mode: vip}, replicas: 2}
            networks: {default: {external: true, name: shop_default}}
            """);
    rig.berth().converge();
    assertThat(tasks(rig)).hasSize(2).doesNotContainAnyElementsOf(tasks);
    assertThat(rig.swarm.look("me").services())
        .singleElement()
        .satisfies(web -> assertThat(web.fingerprint()).isNotEmpty());
  }
}
