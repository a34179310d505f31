package dev.berth.plan.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.plan.Samples;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which data is on one node alone, on which, and who has to stay there. */
class SwarmVolumesTest {
  private final SwarmWorld world = new SwarmWorld();

  private static DesiredApp shop(String placement) {
    return Samples.desired(
        ManifestReader.read(
                """
                name: shop
                services:
                  db:
                    image: db:1
                    volumes: ["data:/data", "share:/share", "old:/old", "own:/own", "/scratch"]
                  log: {image: "log:1", volumes: ["data:/data"]}
                  web: {image: "web:1", volumes: ["share:/share"]}
                volumes:
                  data: {}
                  share: {driver_opts: {type: nfs}}
                  old: {external: true, name: theirs}
                  own: {name: my-own, driver: special, labels: {keep: "yes"}}
                %s
                """
                    .formatted(placement))
            .drafts()
            .getFirst()
            .app());
  }

  private static Service service(DesiredApp shop, String name) {
    return shop.app().service(name);
  }

  @Test
  void areCalledAsInAStack() {
    SwarmWish wish = world.wish(shop(""));
    assertThat(List.of("data", "old", "own", "undeclared"))
        .map(name -> SwarmVolumes.name(wish, name))
        .containsExactly("shop_data", "theirs", "my-own", "shop_undeclared");
    assertThat(
            SwarmVolumes.labels(
                wish, "own", wish.desired().app().volumes().getOrDefault("own", Volume.PLAIN)))
        .isEqualTo(Map.of("keep", "yes", "dev.berth.app", "shop", "dev.berth.volume", "own"));
  }

  @Test
  void areOnOneNodeWhereTheDriverKeepsThemThere() {
    DesiredApp shop = shop("");
    SwarmWish wish = world.wish(shop);
    assertThat(SwarmVolumes.local(wish, service(shop, "db"))).containsExactly("data");
    assertThat(SwarmVolumes.local(wish, service(shop, "web"))).isEmpty();
    assertThat(SwarmVolumes.pin(wish, service(shop, "db"))).as("no data yet").isEmpty();
  }

  @Test
  void stayWhereTheFirstTaskWas() {
    DesiredApp shop = shop("");
    world.settle(shop);
    assertThat(SwarmVolumes.pins(world.wish(shop))).isEqualTo(Map.of("data", "n1"));

    world.pin("data", "n2");
    assertThat(SwarmVolumes.pins(world.wish(shop)))
        .as("what is known")
        .isEqualTo(Map.of("data", "n2"));
    assertThat(SwarmVolumes.node(world.wish(shop), service(shop, "log"))).contains("n2");
    assertThat(SwarmVolumes.pin(world.wish(shop), service(shop, "log"))).contains("node.id==n2");
    assertThat(SwarmVolumes.pin(world.wish(shop), service(shop, "web"))).isEmpty();
  }

  @Test
  void areKnownByTheConstraintOfWhoHasThemWhereNoTaskIsLeft() {
    DesiredApp shop = shop("");
    world.pin("data", "n2").settle(shop);
    SwarmWorld other = new SwarmWorld();
    SwarmService db = world.service("shop_db");
    other.write(db.id(), db.name(), db.spec(), "");
    other.empty("shop_db");
    assertThat(SwarmVolumes.pins(other.wish(shop))).isEqualTo(Map.of("data", "n2"));
  }

  @Test
  void pinNobodyWhereTheyMayFloat() {
    DesiredApp shop = shop("placement: {volumes: float}");
    world.pin("data", "n1");
    assertThat(SwarmVolumes.pin(world.wish(shop), service(shop, "db"))).isEmpty();
    assertThat(SwarmVolumes.node(world.wish(shop), service(shop, "db"))).contains("n1");
  }
}
