package dev.berth.api.image;

import dev.berth.port.EngineInventory;
import dev.berth.port.ImageOperations;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Images, and what becomes of them, as answers show them. */
final class ImageTrees {
  private ImageTrees() {}

  static Map<String, Object> of(EngineInventory.ImageReport image) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", image.id());
    tree.put("tags", image.tags());
    tree.put("digests", image.digests());
    tree.put("sizeBytes", image.sizeBytes());
    tree.put("createdAt", image.createdAt().toString());
    tree.put("usedBy", image.usedBy());
    tree.put("built", image.built());
    return tree;
  }

  static Map<String, Object> of(ImageOperations.Tagged tagged) {
    Map<String, Object> tree = of(tagged.image());
    tree.put("takenFrom", tagged.takenFrom().orElse(null));
    return tree;
  }

  static Map<String, Object> of(ImageOperations.Removed removed) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("untagged", removed.untagged());
    tree.put("deleted", removed.deleted());
    return tree;
  }

  static Map<String, Object> of(ImageOperations.Transfer transfer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", transfer.kind().name().toLowerCase(Locale.ROOT));
    tree.put("reference", transfer.reference());
    tree.put("registry", transfer.registry());
    return tree;
  }
}
