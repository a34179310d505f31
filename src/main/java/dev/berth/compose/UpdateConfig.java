package dev.berth.compose;

import dev.berth.spec.Rollout;
import dev.berth.spec.quantity.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code deploy.update_config} says of how updates go, as the rollout of an app. An app has
 * one rollout, so of several services the widest wish holds; what they say of cluster-wide pace is
 * left out.
 */
final class UpdateConfig {
  private final List<Map<String, Object>> configs;

  UpdateConfig(Model model) {
    this.configs =
        model.services.keySet().stream()
            .map(name -> ComposeTrees.map(model.service(name), "deploy"))
            .flatMap(deploy -> ComposeTrees.map(deploy.get("update_config")).stream())
            .toList();
  }

  /** In the keys of a manifest; empty where nothing is said that means anything here. */
  Map<String, Object> rollout() {
    Map<String, Object> rollout = new LinkedHashMap<>();
    List<Map<String, Object>> rolling =
        configs.stream().filter(config -> isSaid(config, "order", "start-first")).toList();
    if (!rolling.isEmpty()) {
      rollout.put("strategy", Rollout.Strategy.ROLLING.text());
      rollout.put("maxSurge", surge(rolling));
      rollout.put("maxUnavailable", 0);
    }
    if (configs.stream().anyMatch(config -> isSaid(config, "failure_action", "rollback"))) {
      rollout.put("autoRollback", true);
    }
    monitor()
        .filter(Duration::isPositive)
        .ifPresent(time -> {
          rollout.put("minReady", time.toMillis() + "ms");
          if (time.compareTo(Rollout.DEFAULT.patience()) >= 0) {
            rollout.put("readyTimeout", time.plus(Rollout.DEFAULT.patience()).toMillis() + "ms");
          }
        });
    return rollout;
  }

  private static boolean isSaid(Map<String, Object> config, String key, String word) {
    return ComposeTrees.text(config, key).filter(word::equals).isPresent();
  }

  /** One at a time where nothing is said; all at once where it is 0. */
  private static Object surge(List<Map<String, Object>> rolling) {
    List<Long> numbers =
        rolling.stream()
            .map(config -> config.get("parallelism") instanceof Number n ? n.longValue() : 1L)
            .toList();
    return numbers.contains(0L)
        ? "100%"
        : (Object) numbers.stream().max(Comparator.naturalOrder()).orElse(1L);
  }

  private Optional<Duration> monitor() {
    return configs.stream()
        .flatMap(config -> ComposeTrees.text(config, "monitor").stream())
        .flatMap(text -> Durations.parse(text).stream())
        .max(Comparator.naturalOrder());
  }
}
