package dev.berth.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a target made of a notice.
 *
 * @param code of its answer, where there was one that has such
 * @param said by it, or what went wrong before it said anything; without secrets
 */
public record NoticeResult(Instant time, boolean delivered, Optional<Integer> code, String said) {

  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("time", time.toString());
    tree.put("delivered", delivered);
    code.ifPresent(number -> tree.put("code", number));
    tree.put("said", said);
    return tree;
  }

  static Optional<NoticeResult> of(@Nullable Object tree) {
    return tree instanceof Map<?, ?> map && map.get("time") instanceof String time
        ? Optional.of(
            new NoticeResult(
                Instant.parse(time),
                Boolean.TRUE.equals(map.get("delivered")),
                map.get("code") instanceof Integer code ? Optional.of(code) : Optional.empty(),
                String.valueOf(map.get("said"))))
        : Optional.empty();
  }
}
