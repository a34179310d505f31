package dev.berth.gitops;

import dev.berth.gitops.SourceStatus.SourceCondition;
import dev.berth.json.JsonTree;
import dev.berth.status.Condition.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the tree of a status that is kept: an older Berth, or a newer one, may have written it.
 *
 * @param tree as {@link SourceStatus#tree} made it, through JSON
 */
record StatusTree(Map<String, Object> tree) {

  Optional<String> text(String key) {
    return text(tree, key);
  }

  private static Optional<String> text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  Optional<Instant> time(String key) {
    return text(key).map(Instant::parse);
  }

  long number(String key) {
    return number(tree, key);
  }

  private static long number(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }

  List<String> texts(String key) {
    return JsonTree.texts(tree, key);
  }

  List<Map<String, Object>> maps(String key) {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Object item : items(key)) {
      if (item instanceof Map<?, ?> map) {
        Map<String, Object> one = new LinkedHashMap<>();
        map.forEach((name, value) -> one.put(String.valueOf(name), value));
        maps.add(one);
      }
    }
    return maps;
  }

  private List<?> items(String key) {
    return tree.get(key) instanceof List<?> list ? list : List.of();
  }

  Optional<SourceCondition> condition(String type) {
    return maps("conditions").stream()
        .filter(map -> type.equals(map.get("type")))
        .findFirst()
        .map(map ->
            new SourceCondition(
                "True".equals(map.get("status")) ? Verdict.TRUE : Verdict.FALSE,
                text(map, "reason").orElse(""),
                text(map, "message").orElse(""),
                text(map, "lastTransitionTime").map(Instant::parse).orElse(Instant.EPOCH),
                number(map, "observedGeneration")));
  }
}
