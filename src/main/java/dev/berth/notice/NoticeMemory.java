package dev.berth.notice;

import dev.berth.json.JsonTree;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a {@link NoticeBook} knows, as it survives a restart: one line of JSON a target. */
public final class NoticeMemory {
  /** Version of the last event that was read. */
  long position;

  /** By app and matter. */
  final SortedMap<String, NoticeLine> told = new TreeMap<>();

  final SortedMap<String, NoticeLine> waiting = new TreeMap<>();

  /** Of the first that waits. */
  Optional<Instant> since = Optional.empty();

  Optional<Notice> sending = Optional.empty();

  /** Of what is on its way. */
  int failures;

  Optional<Instant> notBefore = Optional.empty();
  Optional<NoticeResult> last = Optional.empty();

  /** That of a target which hears of events from a version on. */
  public static NoticeMemory from(long position) {
    NoticeMemory memory = new NoticeMemory();
    memory.position = position;
    return memory;
  }

  /** What was kept; empty if it cannot be read. */
  public static Optional<NoticeMemory> of(String text) {
    try {
      return JsonTree.read(text).map(NoticeMemory::of);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static NoticeMemory of(Map<?, ?> tree) {
    NoticeMemory memory = new NoticeMemory();
    memory.position = tree.get("position") instanceof Number number ? number.longValue() : 0;
    read(tree.get("told"), memory.told);
    read(tree.get("waiting"), memory.waiting);
    memory.since = time(tree.get("since"));
    memory.sending = Notice.of(tree.get("sending"));
    memory.failures = tree.get("failures") instanceof Integer number ? number : 0;
    memory.notBefore = time(tree.get("notBefore"));
    memory.last = NoticeResult.of(tree.get("last"));
    return memory;
  }

  private static void read(@Nullable Object tree, Map<String, NoticeLine> into) {
    if (tree instanceof Map<?, ?> lines) {
      lines.forEach((key, line) ->
          NoticeLine.of(line).ifPresent(read -> into.put(String.valueOf(key), read)));
    }
  }

  private static Optional<Instant> time(@Nullable Object text) {
    return text instanceof String time ? Optional.of(Instant.parse(time)) : Optional.empty();
  }

  /** To be read again. */
  public String text() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("position", position);
    tree.put("told", trees(told));
    tree.put("waiting", trees(waiting));
    since.ifPresent(at -> tree.put("since", at.toString()));
    sending.ifPresent(notice -> tree.put("sending", notice.tree()));
    tree.put("failures", failures);
    notBefore.ifPresent(at -> tree.put("notBefore", at.toString()));
    last.ifPresent(result -> tree.put("last", result.tree()));
    return JsonTree.write(tree);
  }

  private static Map<String, Object> trees(SortedMap<String, NoticeLine> lines) {
    return lines.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, line -> line.getValue().tree(), (a, b) -> a, TreeMap::new));
  }

  /** Up to where events were read. */
  public long position() {
    return position;
  }

  /**
   * How far a target is, for who asks.
   *
   * @param waiting lines that are not delivered yet
   */
  public record Shown(
      int waiting, int failures, Optional<Instant> nextTry, Optional<NoticeResult> last) {}

  /** As of now. */
  public Shown shown() {
    int onTheWay = sending.map(notice -> notice.lines().size()).orElse(0);
    return new Shown(waiting.size() + onTheWay, failures, notBefore, last);
  }
}
