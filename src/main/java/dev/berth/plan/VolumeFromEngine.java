package dev.berth.plan;

import dev.berth.observe.VolumeView;
import dev.berth.spec.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The volumes that containers mount, in the keys of a manifest. Those that were the project's
 * become the app's; all others stay somebody else's, which Berth never removes.
 */
final class VolumeFromEngine {
  private final String app;
  private final List<VolumeView> known;
  private final SortedMap<String, Object> declared = new TreeMap<>();

  VolumeFromEngine(String app, List<VolumeView> known) {
    this.app = app;
    this.known = known;
  }

  /** As behind {@code volumes:}. */
  SortedMap<String, Object> declared() {
    return declared;
  }

  /** What the manifest calls a volume; declared by that. */
  String key(String name) {
    Optional<VolumeView> volume = known.stream().filter(v -> v.name().equals(name)).findFirst();
    Optional<String> own = volume.filter(this::mayBeOwned).flatMap(this::ownKey);
    own.ifPresent(key -> declared.put(key, describe(key, volume.orElseThrow())));
    if (own.isEmpty()) {
      declared.put(name, Map.of("external", true, "name", name));
    }
    return own.orElse(name);
  }

  /** Options may be passwords, of a share on the network, and no manifest should have those. */
  private boolean mayBeOwned(VolumeView volume) {
    return NetworkFromEngine.isNobodyElses(app, volume.labels())
        && volume.options().values().stream().noneMatch(option -> option.contains("pass"));
  }

  /** By Docker Compose's labels, or by its rule for names. */
  private Optional<String> ownKey(VolumeView volume) {
    String front = app + "_";
    return Optional.ofNullable(volume.labels().get(ComposeLabels.VOLUME))
        .filter(key -> app.equals(volume.labels().get(ComposeLabels.PROJECT)))
        .or(() ->
            Optional.of(volume.name())
                .filter(name -> name.startsWith(front) && name.length() > front.length())
                .map(name -> name.substring(front.length())));
  }

  private Map<String, Object> describe(String key, VolumeView volume) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!volume.name().equals(app + "_" + key)) {
      tree.put("name", volume.name());
    }
    if (!volume.driver().equals(Volume.DEFAULT_DRIVER)) {
      tree.put("driver", volume.driver());
    }
    if (!volume.options().isEmpty()) {
      tree.put("driver_opts", volume.options());
    }
    SortedMap<String, String> labels = NetworkFromEngine.own(volume.labels());
    if (!labels.isEmpty()) {
      tree.put("labels", labels);
    }
    return tree;
  }
}
