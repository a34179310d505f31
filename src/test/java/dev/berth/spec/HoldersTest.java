package dev.berth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldersTest {
  private static final String ROLLING = "rollout: {strategy: Rolling}";

  private static App app(String web, String... more) {
    String text = "name: shop\nservices: {web: {image: x" + web + "}}\n" + String.join("\n", more);
    return ManifestReader.read(text).drafts().getFirst().app();
  }

  private static Service web(App app) {
    return app.service("web");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", ports: ['80:80'], replicas: 2 | '' | true",
        ", ports: ['80:80'] | '' | false",
        ", ports: ['80:80'] | rollout: {strategy: Rolling} | true",
        ", ports: ['80:80'] | 'rollout: {strategy: Rolling, maxSurge: 0, maxUnavailable: 1}' |"
            + " false",
        ", ports: ['80:80'], replicas: 2 | 'rollout: {strategy: Rolling, maxSurge: 0,"
            + " maxUnavailable: 1}' | true",
        ", ports: ['80:80'], volumes: ['data:/d'] | rollout: {strategy: Rolling} | false",
        ", ports: ['80'], replicas: 2 | '' | false",
        ", ports: ['80:80/udp'], replicas: 2 | '' | false",
        ", ports: [{target: 80, published: 80, mode: host}], replicas: 2 | '' | false",
        ", replicas: 2 | '' | false",
        ", ports: ['80:80'], network_mode: 'service:db', replicas: 2 | '' | false",
      })
  void oneStandsWhereSeveralHaveAFixedPort(String web, String rest, boolean isWanted) {
    App app =
        app(
            web,
            rest.contains("data") || web.contains("data") ? "volumes: {data: {}}\n" + rest : rest);
    assertThat(Holders.isWanted(app, web(app))).isEqualTo(isWanted);
    assertThat(Holders.lay(app).services()).hasSize(isWanted ? 2 : 1);
  }

  @Test
  void aServiceWithANameAtTheFrontDoorHasOne() {
    App app = app(", ports: ['80']", "ingress: {hosts: [shop.example]}");
    assertThat(Holders.isNamed(app, web(app))).isTrue();
    App laid = Holders.lay(app);
    assertThat(laid.networks()).containsKey(Front.PLACE);
    Service holder = laid.service("web-holder");
    assertThat(holder.networking().networks()).containsKey(Front.PLACE);
    assertThat(holder.ports()).isEmpty();
    assertThat(Holders.held(app, web(app)))
        .singleElement()
        .satisfies(held -> assertThat(held.isFront()).isTrue())
        .satisfies(held -> assertThat(held.port().target()).isEqualTo(80))
        .satisfies(held -> assertThat(held.port().appProtocol()).contains("http"));
    assertThat(Holders.isNamed(app(", ports: ['80']"), web(app))).isFalse();
    App other = app(", ports: ['80']", "ingress: {hosts: [shop.example], service: db, port: 80}");
    assertThat(Holders.isNamed(other, web(other))).isFalse();
  }

  @Test
  void fixedPortsGoToTheHolderAndTheOthersStay() {
    App app = app(", ports: ['8080:80', '9090:90', '53:53/udp', '70'], expose: ['71']", ROLLING);
    assertThat(Holders.held(app, web(app)))
        .extracting(Holders.Held::listen)
        .containsExactly(20_000, 20_001);
    App laid = Holders.lay(app);

    Service holder = laid.service(Holders.name("web"));
    assertThat(holder.ports()).extracting(Port::target).containsExactly(20_000, 20_001);
    assertThat(holder.ports())
        .extracting(port -> port.published().orElseThrow().first())
        .containsExactly(8080, 9090);
    assertThat(laid.service("web").ports()).extracting(Port::target).containsExactly(53, 70);
    assertThat(laid.service("web").expose())
        .containsExactlyInAnyOrder(
            ContainerPort.tcp(71), ContainerPort.tcp(80), ContainerPort.tcp(90));
    assertThat(laid.networks()).doesNotContainKey(Front.PLACE);
    assertThat(Holders.lift(laid, app)).isEqualTo(app);
  }

  @Test
  void aHolderIsKnownByWhatStandsBehindIt() {
    App app = app(", ports: ['80:80'], replicas: 2");
    App laid = Holders.lay(app);
    assertThat(Holders.behind(app, "web-holder")).contains(web(app));
    assertThat(Holders.behind(app, "web")).isEmpty();
    assertThat(Holders.behind(app, "db-holder")).isEmpty();
    assertThat(Holders.before(app, laid, "web"))
        .get()
        .extracting(Service::name)
        .isEqualTo("web-holder");
    assertThat(Holders.before(app, app, "web")).isEmpty();
  }

  /** A user's service of that name is the user's. */
  @Test
  void aNameThatIsTakenIsLeft() {
    App app =
        ManifestReader.read(
                "{name: shop, services: {web: {image: x, ports: ['80:80'], replicas: 2},"
                    + " web-holder: {image: y}}}")
            .drafts()
            .getFirst()
            .app();
    App laid = Holders.lay(app);
    assertThat(laid.services()).isEqualTo(app.services());
    assertThat(Holders.behind(app, "web-holder")).isEmpty();
    assertThat(Holders.before(app, laid, "web")).isEmpty();
    assertThat(Holders.lift(laid, app).services()).isEqualTo(app.services());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{target: 80, app_protocol: h2c} | true",
        "{target: 80, app_protocol: GRPC} | true",
        "{target: 80, app_protocol: http} | false",
        "{target: 81, app_protocol: h2c} | false",
        "{target: 80, protocol: udp, app_protocol: h2c} | false",
        "{target: 80} | false",
      })
  void http2WithoutTlsIsWhatWasDeclared(String port, boolean speaks) {
    App app = app(", ports: [" + port + "]", "ingress: {hosts: [shop.example], port: 80}");
    assertThat(Holders.speaksH2(web(app), 80)).isEqualTo(speaks);
    assertThat(Holders.held(app, web(app)))
        .filteredOn(Holders.Held::isFront)
        .allSatisfy(
            held -> assertThat(held.port().appProtocol()).contains(speaks ? "h2c" : "http"));
    assertThat(List.of(Holders.isHeld(web(app).ports().getFirst()))).containsExactly(false);
  }
}
