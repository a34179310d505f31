package dev.berth.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.plan.World;
import dev.berth.spec.Front;
import dev.berth.spec.FrontRoute;
import dev.berth.spec.IngressTls;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrontEndpointsTest {
  private static final Front.Address HIGH = new Front.Address(Optional.empty(), 8080, 8443);

  private static AppStatus status() {
    AppStatus.ServiceStatus service =
        new AppStatus.ServiceStatus(
            1,
            1,
            1,
            Optional.empty(),
            List.of("http://localhost:4000"),
            List.of(),
            Optional.empty());
    TreeMap<String, AppStatus.ServiceStatus> services = new TreeMap<>();
    services.put("web", service);
    services.put("worker", service.withEndpoints(List.of()));
    return StatusSamples.of(1, Phase.RUNNING, World.NOW).withServices(services);
  }

  private static FrontRoute route(String host, String path, String service, boolean isSecure) {
    IngressTls tls = new IngressTls(Optional.of("cert"), true, Optional.empty());
    return new FrontRoute(
        host, path, "shop", service, false, Optional.of(tls).filter(how -> isSecure));
  }

  private static List<String> endpoints(AppStatus status, String service) {
    return Objects.requireNonNull(status.services().get(service)).endpoints();
  }

  @Test
  void itsNamesComeBeforeItsPorts() {
    AppStatus told =
        FrontEndpoints.added(
            status(),
            "shop",
            List.of(
                route("shop.example", "/", "web", false),
                route("shop.example", "/api", "web", true)),
            Front.Address.USUAL);

    assertThat(endpoints(told, "web"))
        .containsExactly(
            "http://shop.example", "https://shop.example/api", "http://localhost:4000");
    assertThat(endpoints(told, "worker")).isEmpty();
  }

  @Test
  void portsWhereNoBrowserLooksAreTold() {
    AppStatus told =
        FrontEndpoints.added(
            status(),
            "shop",
            List.of(route("a.example", "/", "web", false), route("b.example", "/", "web", true)),
            HIGH);

    assertThat(endpoints(told, "web"))
        .startsWith("http://a.example:8080", "https://b.example:8443");
  }

  @Test
  void namesOfOthersAreNotIts() {
    assertThat(
            FrontEndpoints.added(
                status(), "other", List.of(route("a.example", "/", "web", false)), HIGH))
        .isEqualTo(status());
  }
}
