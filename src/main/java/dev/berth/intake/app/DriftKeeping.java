package dev.berth.intake.app;

import dev.berth.spec.App;
import dev.berth.spec.codec.AppWriter;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.status.DriftReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of what somebody has changed by hand a change of what is declared. */
public final class DriftKeeping {
  private final App declared;
  private final Map<String, Object> spec;
  private final Map<String, @Nullable Object> patch = new LinkedHashMap<>();
  private final Map<String, String> kept = new LinkedHashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private DriftKeeping(App declared) {
    this.declared = declared;
    this.spec = AppWriter.spec(declared);
  }

  /** A merge patch of the spec, or all that cannot be written into one. */
  public static Validated<Map<String, @Nullable Object>> patch(
      App declared, List<DriftReport> drifted) {
    DriftKeeping keeping = new DriftKeeping(declared);
    drifted.forEach(keeping::keep);
    return keeping.violations.isEmpty()
        ? new Validated.Valid<>(keeping.patch)
        : new Validated.Invalid<>(keeping.violations);
  }

  private void keep(DriftReport drift) {
    Optional<DriftKey> key = DriftKey.of(drift.path());
    Optional<String> obstacle = obstacle(drift, key);
    if (obstacle.isPresent()) {
      violations.add(new Violation(where(drift), obstacle.get()));
    } else {
      Map<String, @Nullable Object> at = at(patch, keysTo(drift, key.orElseThrow()));
      at.put(key.orElseThrow().last(), key.orElseThrow().value(drift.have()));
    }
  }

  private static String where(DriftReport drift) {
    return drift.service().map(name -> name + ".").orElse("") + drift.path();
  }

  private Optional<String> obstacle(DriftReport drift, Optional<DriftKey> key) {
    String before = kept.putIfAbsent(where(drift), drift.have());
    if (drift.service().isEmpty() || key.isEmpty()) {
      return Optional.of(
          "cannot be written into the spec from what is there; change the manifest, or repair it");
    }
    if (!declared.services().containsKey(drift.service().get())) {
      return Optional.of(
          "no manifest says service " + drift.service().get() + ": Berth adds it; repair it");
    }
    if (DriftKey.isHidden(drift.have())) {
      return Optional.of("is not told, for it may be secret: write it into the manifest");
    }
    if (before != null && !before.equals(drift.have())) {
      return Optional.of("is not the same in all containers: " + before + ", " + drift.have());
    }
    return drift.have().isEmpty() && !isDeclared(drift, key.get())
        ? Optional.of("comes from the image, and no key takes it away; repair it")
        : Optional.empty();
  }

  private boolean isDeclared(DriftReport drift, DriftKey key) {
    Object at = spec;
    for (String step : keysTo(drift, key)) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return at instanceof Map<?, ?> map && map.containsKey(key.last());
  }

  /** A service that bears the app's name may stand for itself. */
  private List<String> keysTo(DriftReport drift, DriftKey key) {
    List<String> keys = new ArrayList<>();
    if (spec.containsKey("services")) {
      keys.add("services");
      keys.add(drift.service().orElseThrow());
    }
    keys.addAll(key.above());
    return keys;
  }

  @SuppressWarnings("unchecked") // All that is put into it are such maps, but for the last ones.
  private static Map<String, @Nullable Object> at(
      Map<String, @Nullable Object> tree, List<String> keys) {
    Map<String, @Nullable Object> at = tree;
    for (String key : keys) {
      at =
          (Map<String, @Nullable Object>)
              java.util.Objects.requireNonNull(
                  at.computeIfAbsent(key, k -> new LinkedHashMap<String, @Nullable Object>()));
    }
    return at;
  }
}
