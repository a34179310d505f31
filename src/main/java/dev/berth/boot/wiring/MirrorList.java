package dev.berth.boot.wiring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads which hosts hold copies of which registries: {@code docker.io=mirror.example:5000}. */
final class MirrorList {
  private MirrorList() {}

  /** In the order that was written; a registry may have several. */
  static Map<String, List<String>> of(Optional<List<String>> pairs) {
    Map<String, List<String>> mirrors = new LinkedHashMap<>();
    for (String pair : pairs.orElse(List.of())) {
      String[] ends = pair.strip().split("=", 2);
      if (ends.length < 2
          || ends[0].isBlank()
          || !ends[1].matches("[\\w.-]+(?::\\d+)?(?:/\\S+)?")) {
        throw new IllegalArgumentException(
            "berth.registries.mirrors: `"
                + pair
                + "` must be REGISTRY=HOST[:PORT], such as docker.io=mirror.example:5000");
      }
      mirrors.computeIfAbsent(ends[0], registry -> new ArrayList<>()).add(ends[1]);
    }
    return mirrors;
  }
}
