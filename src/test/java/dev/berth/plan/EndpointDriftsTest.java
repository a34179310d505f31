package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A container stands on a network under the names, and at the addresses, that were declared. */
class EndpointDriftsTest {
  private static final Map<String, Object> PLACE =
      Map.of("aliases", List.of("www"), "ipv4_address", "10.1.0.9", "ipv6_address", "fd00::9");

  private final World world = new World();

  private ContainerView made(Map<String, Object> place) {
    DesiredApp desired =
        Samples.desired(
            AppReader.read(
                    Map.of(
                        "name",
                        "shop",
                        "services",
                        Map.of("web", Map.of("image", "web:1", "networks", Map.of("back", place))),
                        "networks",
                        Map.of("back", Map.of())))
                .app());
    world.settle(desired);
    return world.snapshot().of("web").getFirst();
  }

  private static Endpoint endpoint(ContainerView container) {
    return container.settings().network().endpoints().getFirst();
  }

  private static List<String> drifts(Endpoint wanted, Set<String> aliases, ContainerView seen) {
    List<Drift> drifts = EndpointDrifts.of(wanted, aliases, seen);
    assertThat(drifts).allMatch(drift -> drift.repair() == Drift.Repair.DISCONNECT);
    return drifts.stream().map(Drift::toString).toList();
  }

  @Test
  void moreNamesThanDeclaredAreNoDrift() {
    ContainerView seen = made(PLACE);
    Endpoint wanted = endpoint(seen);
    Set<String> more = new TreeSet<>(wanted.aliases());
    more.add("given-by-the-engine");

    assertThat(drifts(wanted, wanted.aliases(), seen)).isEmpty();
    assertThat(drifts(wanted, more, seen)).isEmpty();
  }

  @Test
  void aNameThatIsMissingIsOne() {
    ContainerView seen = made(PLACE);
    assertThat(drifts(endpoint(seen), Set.of("web"), seen))
        .singleElement()
        .asString()
        .matches("networks.shop_back.aliases: want \\[.*\\bwww\\b.*], have \\[web]");
  }

  @Test
  void addressesAreThoseOfThatNetwork() {
    Endpoint wanted = endpoint(made(PLACE));
    ContainerView seen = new EndpointDriftsTest().made(Map.of("ipv4_address", "10.1.0.8"));
    assertThat(drifts(wanted, wanted.aliases(), seen))
        .containsExactly(
            "networks.shop_back.ipv4_address: want 10.1.0.9, have 10.1.0.8",
            "networks.shop_back.ipv6_address: want fd00::9, have nothing");
    assertThat(drifts(endpoint(seen), wanted.aliases(), made(PLACE)))
        .as("and where none was declared there is none")
        .containsExactly(
            "networks.shop_back.ipv4_address: want 10.1.0.8, have 10.1.0.9",
            "networks.shop_back.ipv6_address: want nothing, have fd00::9");

    Endpoint elsewhere =
        new Endpoint("shop_front", wanted.aliases(), wanted.wish(), wanted.links());
    assertThat(drifts(elsewhere, wanted.aliases(), seen)).isEmpty();
  }
}
