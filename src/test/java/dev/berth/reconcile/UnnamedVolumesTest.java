package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Precondition;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes without a name are the replica's, whatever becomes of its container: issue 16. */
class UnnamedVolumesTest {
  private static final String SHORT =
      "{name: shop, services: {db: {image: 'db:1', replicas: 2, volumes: [/data]}}}";
  private static final String LONG =
      "{name: shop, services: {db: {image: 'db:1', replicas: 2,"
          + " volumes: [{type: volume, target: /data}]}}}";
  private static final String OF_IMAGE =
      "{name: shop, services: {db: {image: 'data:1', replicas: 2}}}";

  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void begin() {
    rig = new Rig(folder);
    rig.engine.addImage("db:1");
    rig.engine.addImage("foreign:1");
    rig.engine.addImage("data:1", Set.of("/data/"));
    rig.engine.addImage("data:2", Set.of("/data"));
  }

  private void put(String manifest) {
    rig.put(manifest);
    rig.berth().converge();
  }

  /** By replica what is at a path, as the engine has it. */
  private SortedMap<Integer, String> at(String path) {
    return rig.containers("shop", "db").stream()
        .collect(
            Collectors.toMap(
                c -> c.owner().orElseThrow().replica(),
                c -> c.volumes().getOrDefault(path, ""),
                (a, b) -> a + " and " + b,
                TreeMap::new));
  }

  private Set<String> volumes() {
    return rig.engine.volumes(Map.of()).stream().map(v -> v.name()).collect(Collectors.toSet());
  }

  private Set<String> ids() {
    return rig.containers("shop", "db").stream().map(ContainerView::id).collect(Collectors.toSet());
  }

  /** As a Berth made them that left these volumes to the engine. */
  private void putOfOld(String manifest) {
    OlderBerth.put(rig, manifest);
  }

  @ParameterizedTest
  @ValueSource(strings = {SHORT, LONG, OF_IMAGE})
  void areCarriedOverEachToItsOwn(String manifest) {
    put(manifest);
    SortedMap<Integer, String> before = at("/data");
    put(manifest.replace("replicas: 2", "labels: {a: b}, replicas: 2"));

    assertThat(before.values()).doesNotHaveDuplicates().noneMatch(String::isEmpty);
    assertThat(at("/data")).isEqualTo(before);
    assertThat(volumes()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {SHORT, LONG, OF_IMAGE})
  void ofAnOlderBerthAreCarriedOverAndNothingIsMadeAnewForThat(String manifest) {
    putOfOld(manifest);
    SortedMap<Integer, String> before = at("/data");
    Set<String> ids = ids();
    rig.berth().converge();
    Set<String> after = ids();
    put(manifest.replace("replicas: 2", "labels: {a: b}, replicas: 2"));

    assertThat(before.values()).allMatch(name -> name.startsWith("by-chance"));
    assertThat(after).isEqualTo(ids);
    assertThat(at("/data")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {SHORT, LONG, OF_IMAGE})
  void comeBackWhenTheServiceIsScaledUpAgain(String manifest) {
    putOfOld(manifest);
    SortedMap<Integer, String> before = at("/data");
    put(manifest.replace("replicas: 2", "replicas: 1"));
    put(manifest.replace("replicas: 2", "replicas: 3"));

    assertThat(at("/data")).containsAllEntriesOf(before).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {SHORT, LONG, OF_IMAGE})
  void stayWhenTheAppGoesAndComeBackWithIt(String manifest) {
    putOfOld(manifest);
    SortedMap<Integer, String> before = at("/data");
    rig.intake().remove("shop", false, new Precondition.None(), "t");
    rig.berth().converge();
    boolean gone = rig.state.all().isEmpty() && ids().isEmpty();
    put(manifest);

    assertThat(gone).isTrue();
    assertThat(at("/data")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {SHORT, LONG, OF_IMAGE})
  void goWithTheAppWhereThatWasSaid(String manifest) {
    putOfOld(manifest);
    put(manifest.replace("replicas: 2", "replicas: 3"));
    rig.intake().remove("shop", true, new Precondition.None(), "t");
    rig.berth().converge();

    assertThat(rig.state.all()).isEmpty();
    assertThat(volumes()).isEmpty();
  }

  /** Nobody but the engine knew of them, and no pass has seen them running. */
  @Test
  void goWithAStoppedAppOfAnOlderBerthToo() {
    putOfOld(SHORT);
    rig.containers("shop", "db").forEach(c -> rig.engine.kill(c.id(), "KILL"));
    rig.intake().remove("shop", true, new Precondition.None(), "t");
    rig.berth().converge();

    assertThat(rig.state.all()).isEmpty();
    assertThat(volumes()).isEmpty();
  }

  @Test
  void surviveAMovedTagAndARollback() {
    put(OF_IMAGE);
    SortedMap<Integer, String> before = at("/data");
    put(OF_IMAGE.replace("data:1", "data:2"));
    SortedMap<Integer, String> moved = at("/data");
    rig.intake().rollBack("shop", 1, new Precondition.None(), "t");
    rig.berth().converge();

    assertThat(moved).isEqualTo(before);
    assertThat(at("/data")).isEqualTo(before);
  }

  @Test
  void surviveANetworkThatIsMadeAnew() {
    put(SHORT);
    SortedMap<Integer, String> before = at("/data");
    Meddling.network(rig, "shop_default");
    rig.berth().converge();

    assertThat(at("/data")).isEqualTo(before);
  }

  @Test
  void surviveAHandThatRemovesTheContainer() {
    putOfOld(SHORT);
    SortedMap<Integer, String> before = at("/data");
    rig.berth().converge();
    ids()
        .forEach(id -> {
          rig.engine.kill(id, "KILL");
          rig.engine.remove(id);
        });
    rig.berth().converge();

    assertThat(at("/data")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {SHORT, LONG, OF_IMAGE})
  void areNewWhereThatIsWanted(String manifest) {
    put(manifest);
    SortedMap<Integer, String> before = at("/data");
    String renewing = manifest.replace("replicas: 2", "renew_anon_volumes: true, replicas: 2");
    Set<String> ids = ids();
    put(renewing);
    Set<String> same = ids();
    put(renewing.replace("replicas: 2", "labels: {a: b}, replicas: 2"));
    SortedMap<Integer, String> renewed = at("/data");
    put(manifest);

    assertThat(same).as("the wish alone replaces nobody").isEqualTo(ids);
    assertThat(renewed.values()).doesNotContainAnyElementsOf(before.values());
    assertThat(volumes()).containsAll(before.values());
    assertThat(at("/data")).as("carried over again from now on").isEqualTo(renewed);
    assertThat(rig.engine.volumes(Map.of())).hasSize(4);
  }

  @Test
  void ofAnAdoptedContainerAreCarriedOver() {
    Meddling.project(rig, Map.of("/data", "", "/more", "f".repeat(64), "/named", "facts"));
    SortedMap<Integer, String> before = at2("web");
    rig.adopt("shop");
    rig.berth().converge();
    rig.put(
        "{name: shop, services: {web: {image: 'foreign:1', labels: {a: b},"
            + " volumes: [/data, /more, 'facts:/named']},"
            + " db: {image: 'foreign:1', volumes: [/data]}},"
            + " volumes: {facts: {external: true, name: facts}}}");
    rig.berth().converge();
    SortedMap<Integer, String> after = at2("web");
    rig.intake().remove("shop", true, new Precondition.None(), "t");
    rig.berth().converge();

    assertThat(after).isEqualTo(before);
    assertThat(volumes()).containsExactly("facts");
  }

  private SortedMap<Integer, String> at2(String service) {
    SortedMap<Integer, String> all = new TreeMap<>();
    rig.engine.containers(Map.of()).stream()
        .filter(c -> c.name().contains(service))
        .forEach(c -> all.put(all.size(), c.volumes().toString()));
    return all;
  }

  @Test
  void areShownInThePlanAndTheStatus() {
    rig.put(SHORT);
    Rig.Berth berth = rig.berth();
    berth.converge();
    rig.put(SHORT.replace("replicas: 2", "labels: {a: b}, replicas: 2"));
    String plan = berth.reconciler.forecast(rig.state.all().getFirst()).next().steps().toString();

    assertThat(plan).contains("with what its predecessor had at /data");
    assertThat(
            berth
                .board
                .find("shop")
                .orElseThrow()
                .services()
                .values()
                .iterator()
                .next()
                .containers())
        .allSatisfy(c -> assertThat(c.unnamedVolumes()).containsOnlyKeys("/data"));
  }

  @Test
  void ofWhatItSharesNothingIsTaken() {
    put(
        "{name: shop, services: {db: {image: 'db:1', volumes: [/data, 'facts:/facts']},"
            + " web: {image: 'data:1', volumes_from: [db]}}, volumes: {facts: {}}}");

    assertThat(rig.engine.volumes(Map.of(Ownership.SERVICE, "web"))).isEmpty();
  }

  /** What an image says of itself makes no volume of another's the app's. */
  @Test
  void areNotWhatAnImageSays() {
    rig.engine.createVolume("theirs", Optional.empty(), new TreeMap<>(), new TreeMap<>());
    put(
        "{name: shop, services: {db: {image: 'db:1', volumes: ['v:/data']}},"
            + " volumes: {v: {external: true, name: theirs}}}");
    List<ContainerView> all = rig.containers("shop", "db");

    assertThat(all).isNotEmpty();
    assertThat(all).allSatisfy(c -> assertThat(c.labels()).containsEntry(Ownership.UNNAMED, ""));
  }

  /** Secrets beside a read-only file system: what Berth wrote there goes with the container. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofSecretsGoWithTheirContainer(boolean deleted) {
    String manifest =
        "{name: shop, services: {db: {image: 'db:1', read_only: true, secrets: [s],"
            + " volumes: [/data]}}, secrets: {s: {content: hush}}}";
    put(manifest);
    String secrets = rig.containers("shop", "db").getFirst().volumes().get("/run/secrets");
    String data = rig.containers("shop", "db").getFirst().volumes().get("/data");
    if (deleted) {
      rig.intake().remove("shop", false, new Precondition.None(), "t");
    } else {
      rig.put(manifest.replace("hush", "hush hush"));
    }
    rig.berth().converge();

    assertThat(volumes()).contains(data).doesNotContain(secrets);
    assertThat(volumes()).hasSize(deleted ? 1 : 2);
    assertThat(rig.adoptions.all()).hasSize(deleted ? 0 : 1);
  }

  @Test
  void noPlanEndsDataUnasked() {
    putOfOld(SHORT);
    rig.intake().remove("shop", false, new Precondition.None(), "t");

    Rig.Berth berth = rig.berth();
    berth.cache.reload();
    String plan = berth.reconciler.forecast(rig.state.all().getFirst()).next().steps().toString();

    assertThat(plan).contains("stop shop-db").doesNotContain("remove volume");
  }
}
