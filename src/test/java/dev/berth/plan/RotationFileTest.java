package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.observe.Rotation;
import dev.berth.observe.Rotation.Admin;
import dev.berth.observe.Rotation.Slot;
import dev.berth.spec.App;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What holders start with, written down in {@code holder/NAME.cfg}; what is right otherwise is in
 * target/holder after a failure. HAProxy itself reads such files in the scenarios.
 */
class RotationFileTest {
  private static final Path WRITTEN = Path.of("src", "test", "resources", "holder");
  private static final Path SEEN = Path.of("target", "holder");

  private static final List<Slot> SLOTS =
      List.of(
          new Slot(1, "shop-web-1", Admin.READY, true, true, false, 0, 0),
          new Slot(2, "shop-web-2", Admin.DRAIN, true, true, false, 0, 0).weighing(3),
          Slot.parked(3));

  private static App app(String ports, String more) {
    return ManifestReader.read(
            "{name: shop, services: {web: {image: a, replicas: 2, ports: [%s]}}%s}"
                .formatted(ports, more))
        .drafts()
        .getFirst()
        .app();
  }

  private static RotationFile file(String ports, String more, List<Slot> slots) {
    App app = app(ports, more);
    return new RotationFile(app, app.service("web"), slots);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto | '\"8080:80\"' | ''",
        "http | '{target: 80, published: 8080, app_protocol: http}' | ', ingress: {sticky: cookie,"
            + " retry: false, proxyProtocol: v1}, rollout: {strategy: Canary, steps: [{weight:"
            + " 50}]}'",
        "grpc | '{target: 80, published: 8080, app_protocol: grpc}' | ', ingress: {sticky: source,"
            + " maxConnections: 50, hosts: [a.example], port: 80}'",
        "two | '{target: 22, published: 2222}, {target: 90, published: 9090, app_protocol: tcp}' |"
            + " ', ingress: {sticky: cookie, proxyProtocol: v2}, rollout: {drain: 90s}'",
      })
  void aHolderIsToldWhoIsThere(String name, String ports, String more) throws IOException {
    String text = file(ports, more, SLOTS).file().text();
    Files.createDirectories(SEEN);
    Files.writeString(SEEN.resolve(name + ".cfg"), text);

    assertThat(text).isEqualTo(Files.readString(WRITTEN.resolve(name + ".cfg")));
  }

  @Test
  void theStructureIsAllButTheSlots() {
    RotationFile one = file("'8080:80'", "", SLOTS);
    RotationFile other =
        file("'8080:80'", "", List.of(Slot.parked(1), SLOTS.get(1), Slot.parked(3)));
    RotationFile longer = file("'8080:80'", "", List.of(SLOTS.get(0), SLOTS.get(1)));

    assertThat(other.structure()).isEqualTo(one.structure());
    assertThat(other.mark()).isNotEqualTo(one.mark());
    assertThat(longer.structure()).isNotEqualTo(one.structure());
    assertThat(file("'8080:80'", ", ingress: {sticky: source}", SLOTS).structure())
        .isNotEqualTo(one.structure());
    assertThat(one.file())
        .extracting(HolderFile::mark, HolderFile::structure, HolderFile::slots)
        .containsExactly(one.mark(), one.structure(), SLOTS);
    assertThat(one.file().text()).startsWith("# berth " + one.mark() + "\n");
  }

  /** What a worker is told in place of a reload. */
  @Test
  void aSlotIsToldInEverythingThatItStandsIn() {
    RotationFile file = file("'8080:80', {target: 22, published: 2222}", "", SLOTS);
    Slot ready = SLOTS.getFirst();

    assertThat(file.commands(ready, ready.told("shop-web-1", Admin.DRAIN), false))
        .containsExactly(
            "set server h0/s1 state ready",
            "set server t0/s1 state ready",
            "set server t1/s1 state ready");
    assertThat(file.commands(ready, Slot.parked(1), true))
        .startsWith(
            "set server h0/s1 state maint",
            "set server h0/s1 fqdn shop-web-1",
            "set server h0/s1 weight 1",
            "set server h0/s1 state ready",
            "shutdown sessions server h0/s1")
        .hasSize(15);
    assertThat(file.commands(Slot.parked(1), ready, false))
        .contains("set server h0/s1 fqdn web-holder", "set server h0/s1 state maint")
        .noneMatch(line -> line.contains("weight"));
    assertThat(file.commands(ready.weighing(5), ready, false))
        .contains("set server t1/s1 weight 5");
    assertThat(Rotation.CONTROL).isEqualTo(9765);
  }
}
