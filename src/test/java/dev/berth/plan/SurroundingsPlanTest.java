package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ContainerView;
import dev.berth.state.DesiredApp;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans of apps whose containers stand on more than one network, or on each other. */
class SurroundingsPlanTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  private DesiredApp desired(String yaml) {
    DesiredApp desired = Samples.desired(ManifestReader.read(yaml).drafts().getFirst().app());
    desired.app().services().keySet().forEach(name -> world.image(name, "sha256:" + name));
    return desired;
  }

  private String plan(DesiredApp desired) {
    return planner
        .plan(desired, world.snapshot(), Restarts.NONE, World.NOW)
        .toString()
        .replaceAll("-[0-9a-f]{5}\\b", "-*");
  }

  private void settle(DesiredApp desired) {
    for (int round = 0; round < 20; round++) {
      world.apply(planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW));
    }
  }

  @Test
  void connectsAllNetworksBeforeTheStart() {
    assertThat(
            plan(
                desired(
                    """
                    name: shop
                    services:
                      web:
                        image: x
                        networks: {back: {}, front: {priority: 9}}
                        secrets: [s]
                    networks: {back: {internal: true}, front: {name: named}}
                    secrets: {s: {content: hush}}
                    """)))
        .isEqualTo(
            """
            create network shop_back: missing
            create network named: missing
            create shop-web-1-*: no container
            connect shop-web-1-* to shop_back: declared
            write [/run/secrets/s] into shop-web-1-*: before its start
            start shop-web-1-*: created\
            """);
  }

  @Test
  void whoSharesANetworkComesSecondAndFollows() {
    DesiredApp desired =
        desired(
            """
            name: shop
            services:
              a: {image: x, network_mode: "service:b"}
              b: {image: x, environment: {V: "1"}}
            """);
    String first = plan(desired);
    settle(desired);
    DesiredApp changed =
        desired(
            """
            name: shop
            services:
              a: {image: x, network_mode: "service:b"}
              b: {image: x, environment: {V: "2"}}
            """);
    settle(changed);

    assertThat(first).doesNotContain("create shop-a");
    assertThat(plan(changed)).isEmpty();
    ContainerView owner =
        world.snapshot().of("b").stream()
            .filter(ContainerView::isRunning)
            .findFirst()
            .orElseThrow();
    assertThat(world.snapshot().of("a"))
        .singleElement()
        .extracting(c -> c.settings().network().mode().orElse(""))
        .isEqualTo("container:" + owner.id());
  }

  @Test
  void aNameOfItsOwnGoesFromTheOldToTheNew() {
    String yaml = "{name: shop, image: x, container_name: mine, environment: {V: %s}}";
    settle(desired(yaml.formatted("a")));
    settle(desired(yaml.formatted("b")));

    assertThat(world.names()).containsExactly("mine");
    assertThat(world.snapshot().containers().getFirst().settings().environment())
        .isEqualTo(new java.util.TreeMap<>(Map.of("V", "b")));
  }

  @Test
  void aNetworkThatNobodyNeedsGoes() {
    settle(desired("{name: shop, services: {web: {image: x, networks: [n]}}, networks: {n: {}}}"));
    settle(desired("{name: shop, services: {web: {image: x}}, networks: {n: {}}}"));

    assertThat(world.snapshot().networks())
        .extracting(network -> network.name())
        .containsExactly("shop_default");
  }

  @Test
  void whatIsMissingOutsideIsWaitedFor() {
    DesiredApp desired =
        desired(
            "{name: shop, services: {web: {image: x, networks: [n]}},"
                + " networks: {n: {external: true, name: out}}}");
    Plan plan = planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.waiting())
        .singleElement()
        .satisfies(waiting -> {
          assertThat(waiting.kind()).isEqualTo(WaitReason.Kind.OUTSIDE);
          assertThat(waiting.message()).contains("docker network create out");
        });
  }

  @Test
  void anotherTextOfASecretIsAnotherContainer() {
    String yaml =
        "{name: shop, services: {web: {image: x, secrets: [s]}}, secrets: {s: {content: %s}}}";
    settle(desired(yaml.formatted("a")));

    assertThat(plan(desired(yaml.formatted("b")))).contains("create shop-web-1-*: files: want v1:");
  }

  @Test
  void whatWaitsForAnotherIsNotWrittenAgain() {
    DesiredApp desired =
        desired(
            """
            name: shop
            services:
              first: {image: x, restart: "no"}
              web:
                image: x
                secrets: [s]
                depends_on: {first: {condition: service_completed_successfully}}
            secrets: {s: {content: hush}}
            """);
    settle(desired);
    Plan waits = planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);

    assertThat(waits.isEmpty()).isTrue();
    assertThat(waits.waiting())
        .extracting(WaitReason::kind)
        .containsExactly(WaitReason.Kind.DEPENDENCY);

    world.end(world.snapshot().of("first").getFirst().name(), 0);
    assertThat(plan(desired))
        .isEqualTo(
            """
            write [/run/secrets/s] into shop-web-1-*: before its start
            start shop-web-1-*: created\
            """);
  }
}
