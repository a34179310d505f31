package dev.berth.spec.codec;

import dev.berth.spec.Placement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes where an app lies. */
final class PlacementReader {
  private static final String ENGINE = "engine";
  private static final String ABANDON = "abandonVolumes";

  private static final String VOLUMES = "volumes";

  private static final Set<String> KEYS = Set.of(ENGINE, ABANDON, VOLUMES);

  private PlacementReader() {}

  static Placement read(Node node) {
    if (node.isAbsent()) {
      return Placement.DEFAULT;
    }
    Keys.check(node, KEYS, "{engine: NAME}");
    Optional<String> engine = node.child(ENGINE).text();
    if (engine.filter(String::isBlank).isPresent()) {
      node.child(ENGINE).refuse("must be the name of an Engine, or be left out");
    }
    return new Placement(
        engine.filter(name -> !name.isBlank()),
        node.child(ABANDON).flag().orElse(false),
        volumes(node.child(VOLUMES)));
  }

  private static Placement.Volumes volumes(Node node) {
    String word = node.text().orElse(Placement.Volumes.PINNED.text());
    for (Placement.Volumes volumes : Placement.Volumes.values()) {
      if (volumes.text().equals(word)) {
        return volumes;
      }
    }
    node.refuse("must be pinned or float, was `" + word + "`");
    return Placement.Volumes.PINNED;
  }

  /** What is not as it would be without a word. */
  static Map<String, Object> tree(Placement placement) {
    Map<String, Object> tree = new LinkedHashMap<>();
    placement.engine().ifPresent(engine -> tree.put(ENGINE, engine));
    if (placement.abandonVolumes()) {
      tree.put(ABANDON, true);
    }
    if (placement.volumes() != Placement.Volumes.PINNED) {
      tree.put(VOLUMES, placement.volumes().text());
    }
    return tree;
  }
}
