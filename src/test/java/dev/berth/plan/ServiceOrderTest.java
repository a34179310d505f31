package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.Service;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** In which order the services of an app are gone through. */
class ServiceOrderTest {
  private static List<String> order(Map<String, Map<String, ?>> more) {
    Map<String, Map<String, Object>> services = new TreeMap<>();
    for (String name : List.of("a", "b", "c", "d")) {
      Map<String, Object> service = new TreeMap<>(Map.of("image", "x"));
      service.putAll(more.getOrDefault(name, Map.of()));
      services.put(name, service);
    }
    return ServiceOrder.of(Samples.app(services)).stream().map(Service::name).toList();
  }

  @Test
  void isThatOfNamesWhereNothingElseIsSaid() {
    assertThat(order(Map.of())).containsExactly("a", "b", "c", "d");
  }

  @Test
  void isAfterThoseThatAreDependedOnFarAndNear() {
    assertThat(
            order(
                Map.of(
                    "a", Map.of("depends_on", List.of("d", "b")),
                    "d", Map.of("depends_on", List.of("c")))))
        .containsExactly("b", "c", "d", "a");
  }

  @Test
  void isAfterThoseWhoseNamespacesAreShared() {
    assertThat(order(Map.of("a", Map.of("network_mode", "service:c", "ipc", "service:b"))))
        .containsExactly("b", "c", "a", "d");
  }
}
