package dev.berth.reconcile.swarm;

import dev.berth.intake.receipt.Precondition;
import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmObject.Kind;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.state.DesiredApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Something that Berth is about to do to an app on a Swarm.
 *
 * @param before manifests, each made true before the next
 * @param act what changes then
 */
record SwarmScene(String name, List<String> before, Consumer<SwarmRig> act) {
  static final String SHOP =
      """
      name: shop
      services:
        web:
          image: web:1
          replicas: 2
          environment: {NAME: World, TOKEN: {secret: token}}
          ports: ["8080:80"]
          secrets: [key]
          configs: [page]
          networks: [default, back]
          depends_on: [db]
        db:
          image: db:1
          networks: [back]
          volumes: ["data:/data"]
          secrets: [token]
      secrets: {key: {content: hush}, token: {external: true}}
      configs: {page: {content: "Good morning"}}
      networks: {back: {internal: true}}
      volumes: {data: {}}
      """;

  static Stream<SwarmScene> all() {
    return Stream.of(asked(), meddled(), going()).flatMap(scenes -> scenes);
  }

  /** Somebody asks Berth for something else. */
  private static Stream<SwarmScene> asked() {
    String rotated = SHOP.replace("hush", "hush hush");
    return Stream.of(
        new SwarmScene("create", List.of(), rig -> rig.put(SHOP)),
        after("update", rig -> rig.put(SHOP.replace("World", "Moon"))),
        after("scale up", rig -> rig.put(SHOP.replace("replicas: 2", "replicas: 5"))),
        after("scale down", rig -> rig.put(SHOP.replace("replicas: 2", "replicas: 1"))),
        after("another text of a secret", rig -> rig.put(rotated)),
        after("another text of a config", rig -> rig.put(SHOP.replace("morning", "evening"))),
        after("rotate a secret that Berth keeps", rig -> rig.kept.put("token", "two")),
        after(
            "rotate, and back before the old one went",
            rig -> {
              rig.put(rotated);
              rig.berth().converge();
              rig.put(SHOP);
            }),
        after(
            "rotate and update at once",
            rig -> rig.put(rotated.replace("World", "Moon").replace("morning", "evening"))),
        after("no more secret", rig -> rig.put(SHOP.replace("    secrets: [key]\n", ""))),
        after("one more network", rig -> rig.put(more("networks: [default, back, far]"))),
        after("one network less", rig -> rig.put(more("networks: [back]"))),
        after("add link", rig -> rig.put(SHOP.replace("depends_on: [db]", "links: [redis]"))),
        after(
            "drop service",
            rig ->
                rig.put(
                    SHOP.replace("    depends_on: [db]\n", "")
                        .replaceAll("(?s)  db:.*secrets: \\[token\\]\n", ""))),
        after("restart", rig -> rig.rig.intake().restart("shop", new Precondition.None(), "t")));
  }

  private static String more(String networks) {
    return SHOP.replace("networks: [default, back]", networks)
        .replace("networks: {back", "networks: {far: {}, back");
  }

  /** Somebody else changes what is there. */
  private static Stream<SwarmScene> meddled() {
    return Stream.of(
        after("service removed", rig -> rig.swarm.removeService(service(rig, "shop_web").id())),
        after(
            "service scaled by others",
            rig -> {
              SwarmService web = service(rig, "shop_web");
              Map<String, Object> spec = new HashMap<>(SpecTree.copy(web.spec()));
              spec.put("Mode", Map.of("Replicated", Map.of("Replicas", 4)));
              rig.swarm.write(web.id(), spec, "completed");
            }),
        after(
            "labels taken away",
            rig -> {
              SwarmService web = service(rig, "shop_web");
              Map<String, Object> spec = new HashMap<>(SpecTree.copy(web.spec()));
              spec.put("Labels", Map.of("com.docker.stack.namespace", "shop"));
              rig.swarm.write(web.id(), spec, "completed");
            }),
        after(
            "all of it removed",
            rig -> {
              List.of("shop_web", "shop_db")
                  .forEach(name -> rig.swarm.removeService(service(rig, name).id()));
              rig.swarm.look("me").of("me", "shop").objects().stream()
                  .forEach(object -> rig.swarm.remove(object.kind(), object.id()));
            }));
  }

  private static Stream<SwarmScene> going() {
    return Stream.of(
        after(
            "delete", rig -> rig.rig.intake().remove("shop", false, new Precondition.None(), "t")),
        after(
            "stop",
            rig ->
                rig.rig
                    .intake()
                    .stop("shop", DesiredApp.Halt.GRACEFUL, new Precondition.None(), "t")),
        after(
            "move away",
            rig -> rig.put(SHOP + "placement: {engine: elsewhere, abandonVolumes: true}\n")),
        after(
            "delete in the middle of an update",
            rig -> {
              rig.put(SHOP.replace("hush", "hush hush"));
              rig.rig.intake().remove("shop", false, new Precondition.None(), "t");
            }));
  }

  private static SwarmService service(SwarmRig rig, String name) {
    return rig.swarm.look("me").service(name).orElseThrow();
  }

  private static SwarmScene after(String name, Consumer<SwarmRig> act) {
    return new SwarmScene(name, List.of(SHOP), act);
  }

  /** Everything is as it is when Berth comes to it. */
  SwarmRig prepare(SwarmRig rig) {
    rig.kept.put("token", "one");
    neighbours(rig);
    for (String manifest : before) {
      rig.put(manifest);
      rig.berth().converge();
    }
    act.accept(rig);
    return rig;
  }

  /** A stack that nobody keeps, and one of another Berth, whose app is called the same. */
  private static void neighbours(SwarmRig rig) {
    neighbour(rig, "shop2", Map.of("com.docker.stack.namespace", "shop"));
    neighbour(rig, "their", Map.of(Ownership.INSTANCE, "other", Ownership.APP, "shop"));
  }

  private static void neighbour(SwarmRig rig, String name, Map<String, String> labels) {
    String network =
        rig.swarm.create(Kind.NETWORK, Map.of("Name", name + "_default", "Labels", labels));
    for (Kind kind : List.of(Kind.SECRET, Kind.CONFIG)) {
      String unused =
          rig.swarm.create(kind, Map.of("Name", name + "_x", "Labels", labels, "Data", ""));
    }
    String unused =
        rig.swarm.createService(
            Map.of(
                "Name",
                name + "_web",
                "Labels",
                labels,
                "TaskTemplate",
                Map.of(
                    "ContainerSpec",
                    Map.of("Image", "foreign:1"),
                    "Networks",
                    List.of(Map.of("Target", network))),
                "Mode",
                Map.of("Replicated", Map.of("Replicas", 1))));
  }

  /** Names of secrets and configs that nobody has. */
  static List<String> orphans(SwarmRig rig) {
    List<String> used =
        rig.swarm.look("me").services().stream().flatMap(SwarmService::files).toList();
    return rig.swarm.look("me").objects().stream()
        .filter(object -> object.kind() != Kind.NETWORK && object.isOf("me", "shop"))
        .filter(object -> !used.contains(object.id()))
        .map(SwarmObject::name)
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
