package dev.berth.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sent at once.
 *
 * @param id the same with every try, so that who has it already can know
 * @param lines by app; none in a test
 */
public record Notice(String id, Instant time, List<NoticeLine> lines) {
  public Notice {
    lines = List.copyOf(lines);
  }

  public static Notice test(String id, Instant time) {
    return new Notice(id, time, List.of());
  }

  boolean isTest() {
    return lines.isEmpty();
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", id);
    tree.put("time", time.toString());
    tree.put("lines", lines.stream().map(NoticeLine::tree).toList());
    return tree;
  }

  static Optional<Notice> of(@Nullable Object tree) {
    return tree instanceof Map<?, ?> map
            && map.get("id") instanceof String id
            && map.get("time") instanceof String time
            && map.get("lines") instanceof List<?> lines
        ? Optional.of(
            new Notice(
                id,
                Instant.parse(time),
                lines.stream().flatMap(line -> NoticeLine.of(line).stream()).toList()))
        : Optional.empty();
  }
}
