package dev.berth.reconcile;

import dev.berth.intake.receipt.Precondition;
import dev.berth.observe.ContainerView;
import dev.berth.spec.Resources;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Something that Berth is about to do.
 *
 * @param before manifests, each made true before the next
 * @param act what changes then
 */
record Scene(String name, List<String> before, Consumer<Rig> act) {
  static final String SHOP =
      """
      name: shop
      services:
        web:
          build: {files: {Dockerfile: "FROM scratch"}}
          environment: {NAME: World}
          ports: ["127.0.0.1:4000:80"]
          volumes: ["pages:/pages"]
          depends_on: [db]
        db:
          image: db:1
          volumes: ["data:/data"]
          replicas: 2
      volumes: {pages: {}, data: {}}
      """;

  private static final String ROLLING =
      """
      name: shop
      services:
        web: {image: "db:1", replicas: 3, environment: {NAME: World}}
      rollout: {strategy: Rolling, maxSurge: 2, maxUnavailable: 0}
      """;

  private static final String HELD =
      """
      name: shop
      services:
        web: {image: "db:1", replicas: 2, environment: {NAME: World}, ports: ["80:80"]}
      rollout: {strategy: Rolling, maxUnavailable: 0}
      """;

  private static final String SWITCH = "BlueGreen, blueGreen: {keepOld: 2s}";

  private static final String NAMELESS =
      """
      name: shop
      services:
        web: {image: "data:1", environment: {NAME: World}, volumes: [/more]}
        db: {image: "db:1", replicas: 2, volumes: [/data]}
      """;

  static Stream<Scene> all() {
    return Stream.of(plain(), nameless(), held()).flatMap(scenes -> scenes);
  }

  /** With volumes that have no name, of a Berth that left them to the engine, too. */
  private static Stream<Scene> nameless() {
    String moon = NAMELESS.replace("World", "Moon").replace("replicas: 2", "replicas: 1");
    return Stream.of(
        scene("create nameless", rig -> rig.put(NAMELESS)),
        scene("update nameless", NAMELESS, rig -> rig.put(moon)),
        scene(
            "update nameless of old",
            rig -> {
              OlderBerth.put(rig, NAMELESS);
              rig.put(moon);
            }),
        scene(
            "delete nameless of old",
            rig -> {
              OlderBerth.put(rig, NAMELESS);
              rig.intake().remove("shop", false, new Precondition.None(), "t");
            }),
        scene(
            "delete volumes nameless of old",
            rig -> {
              OlderBerth.put(rig, NAMELESS);
              rig.intake().remove("shop", true, new Precondition.None(), "t");
            }));
  }

  /** Behind a holder of a fixed port. */
  private static Stream<Scene> held() {
    String one = HELD.replace("replicas: 2", "replicas: 1");
    String plain = one.replace("Rolling, maxUnavailable: 0", "Recreate");
    return Stream.of(
        scene("roll one held", one, rig -> rig.put(one.replace("World", "Moon"))),
        scene("switch", HELD, rig -> rig.put(staged(SWITCH))),
        scene(
            "step",
            HELD,
            rig -> rig.put(staged("Canary, canary: {steps: [{weight: 10}, {weight: 50}]}"))),
        scene(
            "step to another than the one before",
            List.of(HELD, staged("BlueGreen, blueGreen: {promote: manual}")),
            rig -> rig.put(staged(SWITCH).replace("Moon", "Mars"))),
        scene("scale held down", HELD, rig -> rig.put(one)),
        scene("hand over", plain, rig -> rig.put(HELD)),
        scene("hand back", HELD, rig -> rig.put(plain)),
        scene(
            "die held",
            HELD,
            rig -> rig.engine.die(rig.containers("shop", "web").getFirst().name(), 1)),
        scene(
            "holder dies",
            HELD,
            rig -> rig.engine.die(rig.containers("shop", "web-holder").getFirst().name(), 1)),
        scene("other holder", HELD, rig -> rig.put(HELD.replace("80:80", "80:80\", \"81:80"))),
        scene("reload", HELD, rig -> rig.put(HELD + "ingress: {sticky: source}\n")));
  }

  private static String staged(String strategy) {
    return HELD.replace("Rolling, maxUnavailable: 0", strategy).replace("World", "Moon");
  }

  private static Stream<Scene> plain() {
    return Stream.of(
        scene("create", rig -> rig.put(SHOP)),
        scene("update", SHOP, rig -> rig.put(SHOP.replace("World", "Moon"))),
        scene("roll", ROLLING, rig -> rig.put(ROLLING.replace("World", "Moon"))),
        scene("rebuild", SHOP, rig -> rig.put(SHOP.replace("FROM scratch", "FROM nothing"))),
        scene(
            "limit",
            SHOP,
            rig ->
                rig.put(
                    SHOP.replace(
                        "    replicas: 2",
                        "    replicas: 2\n    deploy: {resources: {limits: {memory: 64m}}}"))),
        scene("scale up", SHOP, rig -> rig.put(SHOP.replace("replicas: 2", "replicas: 4"))),
        scene("scale down", SHOP, rig -> rig.put(SHOP.replace("replicas: 2", "replicas: 1"))),
        scene(
            "add link",
            SHOP,
            rig -> rig.put(SHOP.replace("    depends_on: [db]", "    links: [redis]"))),
        scene(
            "remove link",
            SHOP.replace("    depends_on: [db]", "    links: [redis]"),
            rig -> rig.put(SHOP)),
        scene("rename volume", SHOP, rig -> rig.put(SHOP.replace("data:", "facts:"))),
        scene(
            "drop service",
            SHOP,
            rig ->
                rig.put(
                    SHOP.replace("    depends_on: [db]\n", "")
                        .replaceAll("(?s)  db:.*replicas: 2\n", "")
                        .replace(", data: {}", ""))),
        scene(
            "delete",
            SHOP,
            rig -> rig.intake().remove("shop", false, new Precondition.None(), "t")),
        scene(
            "delete volumes",
            SHOP,
            rig -> rig.intake().remove("shop", true, new Precondition.None(), "t")),
        scene(
            "stop",
            SHOP,
            rig ->
                rig.intake().stop("shop", DesiredApp.Halt.GRACEFUL, new Precondition.None(), "t")),
        scene(
            "kill",
            SHOP,
            rig ->
                rig.intake()
                    .stop(
                        "shop",
                        new DesiredApp.Halt(Optional.empty(), Optional.of("KILL")),
                        new Precondition.None(),
                        "t")),
        scene("restart", SHOP, rig -> rig.intake().restart("shop", new Precondition.None(), "t")),
        scene(
            "roll back",
            List.of(SHOP, SHOP.replace("World", "Moon")),
            rig -> rig.intake().rollBack("shop", 1, new Precondition.None(), "t")),
        scene(
            "die", SHOP, rig -> rig.engine.die(rig.containers("shop", "web").getFirst().name(), 1)),
        scene(
            "disconnect",
            SHOP,
            rig -> {
              ContainerView web = rig.containers("shop", "web").getFirst();
              rig.engine.disconnect(web.networks().keySet().iterator().next(), web.id());
            }),
        scene(
            "rename",
            SHOP,
            rig -> rig.engine.rename(rig.containers("shop", "web").getFirst().id(), "x")),
        scene(
            "roll restart",
            ROLLING,
            rig -> rig.intake().restart("shop", new Precondition.None(), "t")),
        scene(
            "create with files",
            rig ->
                rig.put(
                    "{name: shop, services: {web: {image: 'db:1', secrets: [s], networks: [n]}},"
                        + " secrets: {s: {content: hush}}, networks: {n: {}}}")),
        scene("pull", rig -> rig.put("{name: shop, image: 'far:1', replicas: 2}")),
        scene(
            "build after a pull",
            SHOP,
            rig -> rig.put(SHOP.replace("image: db:1", "image: far:1"))),
        scene(
            "limit in place, then drift",
            List.of(SHOP, SHOP.replace("    replicas: 2", "    mem_limit: 64m\n    replicas: 2")),
            rig ->
                rig.engine.updateLimits(
                    rig.containers("shop", "db").getFirst().id(), Resources.UNLIMITED)),
        scene(
            "network changed",
            SHOP,
            rig -> rig.put(SHOP + "networks: {default: {internal: true}}\n")),
        scene("network swapped", SHOP, rig -> Meddling.network(rig, "shop_default")),
        scene(
            "impostor",
            SHOP,
            rig -> Meddling.impostor(rig, rig.containers("shop", "web").getFirst())),
        scene(
            "update over an update",
            SHOP,
            rig -> {
              rig.put(SHOP.replace("World", "Moon"));
              rig.pass(Duration.ofMinutes(1));
              rig.put(SHOP.replace("World", "Mars"));
            }),
        scene(
            "adopt",
            rig -> {
              Meddling.project(rig);
              rig.adopt("shop");
            }),
        scene(
            "delete what was adopted",
            rig -> {
              Meddling.project(rig);
              rig.adopt("shop");
              rig.berth().converge();
              rig.intake().remove("shop", true, new Precondition.None(), "t");
            }));
  }

  private static Scene scene(String name, Consumer<Rig> act) {
    return new Scene(name, List.of(), act);
  }

  private static Scene scene(String name, String before, Consumer<Rig> act) {
    return new Scene(name, List.of(before), act);
  }

  private static Scene scene(String name, List<String> before, Consumer<Rig> act) {
    return new Scene(name, before, act);
  }

  /** Everything is as it is when Berth comes to it. */
  void prepare(Rig rig) {
    rig.engine.addImage("db:1");
    rig.engine.addImage("data:1", Set.of("/data"));
    rig.engine.addImage("redis:7");
    rig.engine.addImage("haproxy:lts");
    rig.engine.addImage("foreign:1");
    rig.engine.offer("far:1");
    for (String manifest : before) {
      rig.put(manifest);
      rig.berth().converge();
    }
    act.accept(rig);
  }

  /** Whether volumes are to go. */
  boolean costsData() {
    return name.startsWith("delete volumes");
  }

  @Override
  public String toString() {
    return name;
  }
}
