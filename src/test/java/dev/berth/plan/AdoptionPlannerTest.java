package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The app that containers of nobody look like, and what taking them over would change. */
class AdoptionPlannerTest {
  private static final String SHOP =
      """
      name: shop
      services:
        db:
          image: redis:7
          container_name: store
          networks: {back: {aliases: [ledger], ipv4_address: 10.1.0.9}}
          volumes: ["data:/data", "/scratch"]
        web:
          image: web:1
          replicas: 2
          restart: always
          depends_on: [db]
          networks: {back: {}, front: {aliases: [www]}}
      networks:
        back:
          driver: ipvlan
          driver_opts: {mode: l2}
          internal: true
          attachable: true
          enable_ipv6: true
          labels: {tier: back}
          ipam: {driver: own, config: [{subnet: 10.1.0.0/24}]}
        front: {name: named}
      volumes: {data: {}}
      """;

  private final World world = new World();
  private final DesiredApp made = made(SHOP);

  private DesiredApp made(String yaml) {
    DesiredApp desired = Samples.desired(ManifestReader.read(yaml).drafts().getFirst().app());
    world.settle(desired);
    return desired;
  }

  /** As if Docker Compose had made it, as part of that project. */
  private static SortedMap<String, String> compose(
      SortedMap<String, String> labels, Map<String, String> more) {
    SortedMap<String, String> left = new TreeMap<>(labels);
    left.keySet().removeIf(key -> key.startsWith("dev.berth.") || key.startsWith("com.docker."));
    left.put(AdoptionPlanner.PROJECT, "shop");
    left.putAll(more);
    return left;
  }

  private List<ContainerView> containers() {
    return world.snapshot().containers().stream()
        .map(c -> {
          String service = c.owner().orElseThrow().service();
          return c.withLabels(
              compose(
                  c.labels(),
                  Map.of(
                      "com.docker.compose.service",
                      service,
                      "com.docker.compose.depends_on",
                      service.equals("web") ? "db:service_started:false,gone:x:y" : "")));
        })
        .toList();
  }

  private List<NetworkView> networks() {
    return world.snapshot().networks().stream()
        .map(n ->
            n.withLabels(
                compose(
                    n.labels(),
                    n.name().equals("named")
                        ? Map.of("com.docker.compose.network", "front")
                        : Map.of())))
        .toList();
  }

  private List<VolumeView> volumes() {
    return world.snapshot().volumes().stream()
        .map(v -> v.withLabels(compose(v.labels(), Map.of())))
        .toList();
  }

  private AdoptionPlanner looked(List<ContainerView> containers) {
    AdoptionPlanner planner = new AdoptionPlanner("shop", networks(), volumes());
    containers.forEach(c -> planner.add(c, ImageDefaults.NONE));
    return planner;
  }

  private static Map<?, ?> spec(AdoptionPlanner planner) {
    return in(planner.manifest(), "spec");
  }

  private static Map<?, ?> in(Map<?, ?> tree, String... path) {
    Map<?, ?> at = tree;
    for (String key : path) {
      at = Optional.ofNullable(at.get(key)).map(Map.class::cast).orElseThrow();
    }
    return at;
  }

  @Test
  void whatWasMadeForAnAppIsThatApp() {
    AdoptionPlanner planner = looked(containers());

    Map<?, ?> spec = spec(planner);
    assertThat(in(spec, "services", "db"))
        .isEqualTo(
            Map.of(
                "image",
                "sha256:db",
                "container_name",
                "store",
                "restart",
                "unless-stopped",
                "networks",
                Map.of(
                    "back",
                    Map.of("aliases", List.of("ledger", "shop-db-1"), "ipv4_address", "10.1.0.9")),
                "volumes",
                List.of("data:/data", "db-1_scratch-e350b:/scratch")));
    assertThat(in(spec, "services", "web"))
        .isEqualTo(
            Map.of(
                "image",
                "sha256:web",
                "restart",
                "unless-stopped",
                "networks",
                Map.of("back", Map.of(), "front", Map.of("aliases", List.of("www"))),
                "replicas",
                2,
                "depends_on",
                List.of("db")));
    assertThat(in(spec, "networks"))
        .isEqualTo(
            Map.of(
                "back",
                Map.of(
                    "driver",
                    "ipvlan",
                    "driver_opts",
                    Map.of("mode", "l2"),
                    "labels",
                    Map.of("tier", "back"),
                    "internal",
                    true,
                    "attachable",
                    true,
                    "enable_ipv6",
                    true,
                    "ipam",
                    Map.of("driver", "own", "config", List.of(Map.of("subnet", "10.1.0.0/24")))),
                "front",
                Map.of("name", "named")));
    assertThat(in(spec, "volumes"))
        .isEqualTo(Map.of("data", Map.of(), "db-1_scratch-e350b", Map.of()));
    assertThat(planner.places())
        .extracting(place -> place.service() + " " + place.replica())
        .containsExactly("web 1", "web 2", "db 1");
    DesiredApp again = Samples.desired(AppReader.read(planner.manifest()).app());
    assertThat(again.app().networks().keySet()).isEqualTo(made.app().networks().keySet());
  }

  @Test
  void oneOfAServiceKeepsItsNameWhereSomebodyHasChosenIt() {
    List<ContainerView> web =
        containers().stream().filter(c -> c.name().startsWith("shop-web-1")).toList();
    Map<?, ?> generated = in(spec(looked(web)), "services", "web");
    assertThat(generated.containsKey("container_name")).isFalse();
    assertThat(generated.containsKey("replicas")).isFalse();
    assertThat(generated.containsKey("depends_on")).as("db is not taken").isFalse();

    Map<?, ?> chosen =
        in(spec(looked(List.of(web.getFirst().withName("front-page")))), "services", "web");
    assertThat(chosen.get("container_name")).isEqualTo("front-page");
    assertThat(looked(web).isEmpty()).isFalse();
    assertThat(looked(List.of()).isEmpty()).isTrue();
  }

  @Test
  void whatNobodyHasNamedIsCalledAsTheContainer() {
    ContainerView bare =
        containers().getFirst().withLabels(new TreeMap<>()).withName("My_Web.Page");
    assertThat(in(spec(looked(List.of(bare))), "services").keySet()).hasToString("[my-web-page]");
  }

  @Test
  void anothersNetworkIsExternal() {
    List<NetworkView> others =
        networks().stream()
            .map(n ->
                n.name().equals("named")
                    ? n
                    : n.withLabels(
                        new TreeMap<>(Map.of(Ownership.INSTANCE, "other", Ownership.APP, "else"))))
            .toList();
    AdoptionPlanner planner = new AdoptionPlanner("shop", others, List.of());
    containers().forEach(c -> planner.add(c, ImageDefaults.NONE));

    assertThat(in(spec(planner), "networks"))
        .isEqualTo(
            Map.of(
                "shop-back",
                Map.of("external", true, "name", "shop_back"),
                "front",
                Map.of("name", "named")));
    assertThat(in(spec(planner), "volumes", "shop_data"))
        .isEqualTo(Map.of("external", true, "name", "shop_data"));
  }

  private static SortedMap<String, String> of(String instance) {
    return new TreeMap<>(Map.of(Ownership.INSTANCE, instance));
  }

  @Test
  void anotherBerthsNetworksAndVolumesAreNotTaken() {
    Snapshot bare = new Snapshot(List.of(), networks(), volumes(), new TreeMap<>(), Set.of());
    Snapshot taken = AdoptionPlanner.owned("me", made, bare);
    assertThat(taken.networks())
        .extracting(NetworkView::name)
        .containsExactlyInAnyOrder("shop_back", "named");
    assertThat(taken.volumes()).extracting(VolumeView::name).containsExactly("shop_data");
    assertThat(taken.networks())
        .allSatisfy(n -> assertThat(n.labels()).containsEntry(Ownership.INSTANCE, "me"));
    assertThat(taken.volumes())
        .allSatisfy(v -> assertThat(v.labels()).containsEntry(Ownership.INSTANCE, "me"));

    assertThat(AdoptionPlanner.owned("me", made, owned(bare, "me"))).isEqualTo(taken);
    Snapshot left = AdoptionPlanner.owned("me", made, owned(bare, "other"));
    assertThat(left.networks()).isEmpty();
    assertThat(left.volumes()).isEmpty();
  }

  private static Snapshot owned(Snapshot bare, String instance) {
    return new Snapshot(
        List.of(),
        bare.networks().stream().map(n -> n.withLabels(of(instance))).toList(),
        bare.volumes().stream().map(v -> v.withLabels(of(instance))).toList(),
        new TreeMap<>(),
        Set.of());
  }

  @Test
  void labelsAreThoseOfBerthThatSayWhoseItIs() {
    SortedMap<String, String> labels =
        AdoptionPlanner.labels("me", made, world.snapshot(), "web", 2);
    assertThat(labels)
        .containsEntry(Ownership.INSTANCE, "me")
        .containsEntry(Ownership.ADOPTED, "true")
        .containsEntry(Ownership.COPIES, "");
    assertThat(labels.keySet()).allMatch(key -> key.startsWith(Ownership.PREFIX));
    assertThat(Ownership.of(labels).orElseThrow().replica()).isEqualTo(2);
  }

  @Test
  void onlyWhatTheEngineNamesByChanceHasNoName() {
    assertThat(AdoptionPlanner.isByChance("a".repeat(64))).isTrue();
    assertThat(AdoptionPlanner.isByChance("a".repeat(63))).isFalse();
    assertThat(AdoptionPlanner.isByChance("g".repeat(64))).isFalse();

    ContainerView store = world.snapshot().of("db").getFirst();
    assertThat(AdoptionPlanner.unnamed(store)).isEqualTo("/scratch");
    assertThat(AdoptionPlanner.unnamedVolumes("shop", store)).hasSize(1);
  }

  /** Berth takes up again what exits, and the engine what a start of the machine ended. */
  @Test
  void whoseEngineWouldNotStartItAgainIsTold() {
    assertThat(AdoptionPlanner.differences("me", made, world.snapshot())).isEmpty();

    List<ContainerView> once =
        world.snapshot().containers().stream()
            .map(c ->
                c.withSettings(c.settings().with(RestartPolicy.NEVER, c.settings().resources())))
            .toList();
    assertThat(
            AdoptionPlanner.differences("me", made, world.snapshot().withContainers(once)).stream()
                .map(finding -> finding.service() + " " + finding.drift()))
        .containsExactlyInAnyOrder(
            "db restart: want unless-stopped, have no",
            "web restart: want unless-stopped, have no",
            "web restart: want unless-stopped, have no");
  }
}
