package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.Network;
import dev.berth.spec.codec.AppReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is said of a network is in its fingerprint, and what older Berths left out is known. */
class NetworkFieldsTest {
  private static Network network(Map<String, ?> said) {
    return AppReader.read(
            Map.of(
                "name",
                "shop",
                "services",
                Map.of("web", Map.of("image", "x", "networks", List.of("back"))),
                "networks",
                Map.of("back", said)))
        .app()
        .network("back");
  }

  static List<Map<String, ?>> said() {
    return List.of(
        Map.of("driver", "macvlan"),
        Map.of("internal", true),
        Map.of("attachable", true),
        Map.of("enable_ipv4", false),
        Map.of("enable_ipv6", true),
        Map.of("driver_opts", Map.of("a", "b")),
        Map.of("driver_opts", Map.of("a", "c")),
        Map.of("labels", Map.of("a", "b")),
        Map.of("ipam", Map.of("driver", "own")),
        Map.of("ipam", Map.of("options", Map.of("a", "b"))),
        Map.of("ipam", Map.of("config", List.of(Map.of("subnet", "10.1.0.0/24")))),
        Map.of(
            "ipam",
            Map.of(
                "config",
                List.of(Map.of("subnet", "10.1.0.0/24"), Map.of("subnet", "10.2.0.0/24")))));
  }

  @ParameterizedTest
  @MethodSource("said")
  void eachFieldCounts(Map<String, ?> one) {
    Network network = network(one);
    assertThat(NetworkFields.isOf(network, NetworkFields.fingerprint(network))).isTrue();
    said().stream()
        .filter(other -> !other.equals(one))
        .forEach(other ->
            assertThat(NetworkFields.isOf(network, NetworkFields.fingerprint(network(other))))
                .as(other.toString())
                .isFalse());
  }

  @Test
  void theUsualDriverIsNone() {
    assertThat(NetworkFields.fingerprint(network(Map.of("driver", "bridge"))))
        .isEqualTo(NetworkFields.fingerprint(network(Map.of())));
  }

  @Test
  void whatOlderBerthsHaveMadeIsNotMadeAnew() {
    Network network = network(Map.of("driver", "macvlan", "internal", true));
    assertThat(NetworkFields.isOf(network, "")).as("they said nothing at all").isTrue();
    assertThat(NetworkFields.isOf(network(Map.of("attachable", true)), "")).isFalse();
    String older = NetworkFields.fingerprint(network(Map.of("attachable", true)));
    Map<String, Object> more = new TreeMap<>(Map.of("attachable", true));
    more.put("internal", true);
    assertThat(NetworkFields.isOf(network(more), older)).isTrue();
  }
}
