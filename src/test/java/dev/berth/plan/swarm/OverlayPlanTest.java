package dev.berth.plan.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.plan.Samples;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Swarm is told of an app's networks. */
class OverlayPlanTest {
  private final SwarmWorld world = new SwarmWorld();

  private Map<String, Object> spec(Map<String, ?> network) {
    DesiredApp desired =
        Samples.desired(
            AppReader.read(
                    Map.of(
                        "name",
                        "shop",
                        "services",
                        Map.of("web", Map.of("image", "web:1", "networks", List.of("back"))),
                        "networks",
                        Map.of("back", network)))
                .app());
    assertThat(OverlayPlan.wanted(desired.app())).containsExactly("back");
    return OverlayPlan.spec(world.wish(desired), "back");
  }

  @Test
  void whereNothingIsSaidItIsAnOverlayOfTheApp() {
    assertThat(spec(Map.of()))
        .containsEntry("Name", "shop_back")
        .containsEntry("Driver", "overlay")
        .containsEntry("Attachable", true)
        .containsEntry("Internal", false)
        .containsEntry("Options", Map.of())
        .containsEntry(
            "Labels",
            Map.of(
                "dev.berth.instance",
                "berth",
                "dev.berth.app",
                "shop",
                "com.docker.stack.namespace",
                "shop"))
        .doesNotContainKey("IPAM");
  }

  @Test
  void whatIsSaidIsKept() {
    assertThat(
            spec(
                Map.of(
                    "name",
                    "backbone",
                    "driver",
                    "macvlan",
                    "internal",
                    true,
                    "driver_opts",
                    Map.of("encrypted", "true"),
                    "labels",
                    Map.of("tier", "back"),
                    "ipam",
                    Map.of(
                        "driver",
                        "own",
                        "config",
                        List.of(
                            Map.of(
                                "subnet",
                                "10.1.0.0/24",
                                "ip_range",
                                "10.1.0.0/25",
                                "gateway",
                                "10.1.0.1",
                                "aux_addresses",
                                Map.of("a", "10.1.0.7")),
                            Map.of("subnet", "10.2.0.0/24"))))))
        .containsEntry("Name", "backbone")
        .containsEntry("Driver", "macvlan")
        .containsEntry("Internal", true)
        .containsEntry("Options", Map.of("encrypted", "true"))
        .containsEntry(
            "IPAM",
            Map.of(
                "Driver",
                "own",
                "Config",
                List.of(
                    Map.of(
                        "Subnet", "10.1.0.0/24", "IPRange", "10.1.0.0/25", "Gateway", "10.1.0.1"),
                    Map.of("Subnet", "10.2.0.0/24"))))
        .extractingByKey("Labels")
        .asString()
        .contains("tier=back");
  }
}
