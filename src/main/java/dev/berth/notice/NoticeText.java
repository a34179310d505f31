package dev.berth.notice;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A notice in words, and as the tree that a webhook gets. */
public record NoticeText(Notice notice, ZoneId zone) {
  /** In one message; the rest is counted. */
  static final int MOST_LINES = 20;

  /** Of a line's message: the first thing that is said. */
  private static final int LONGEST = 300;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);

  /** On one line, in ASCII: it becomes a header here and there. */
  public String title() {
    if (notice.isTest()) {
      return "Berth: this is a test";
    }
    if (notice.lines().size() == 1) {
      NoticeLine only = notice.lines().getFirst();
      return "Berth: " + only.app() + " " + only.kind().text();
    }
    Map<NoticeKind, Long> counts =
        notice.lines().stream()
            .collect(
                Collectors.groupingBy(
                    NoticeLine::kind,
                    () -> new EnumMap<>(NoticeKind.class),
                    Collectors.counting()));
    return "Berth: "
        + counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().text())
            .collect(Collectors.joining(", "));
  }

  /** One line each. */
  public String body() {
    if (notice.isTest()) {
      return "Somebody asked Berth to try this target. Nothing has happened.";
    }
    int rest = notice.lines().size() - MOST_LINES;
    return notice.lines().stream()
            .limit(MOST_LINES)
            .map(this::line)
            .collect(Collectors.joining("\n"))
        + (rest > 0 ? "\n… and " + rest + " more" : "");
  }

  private String line(NoticeLine line) {
    String said = line.message().replaceAll("\\s+", " ").strip();
    return line.app()
        + " "
        + line.kind().text()
        + " at "
        + TIME.format(line.time().atZone(zone))
        + ": "
        + line.reason()
        + ": "
        + (said.length() > LONGEST ? said.substring(0, LONGEST - 1) + "…" : said);
  }

  /** Whether somebody should look at once. */
  public boolean isUrgent() {
    return notice.lines().stream().anyMatch(line -> line.kind() == NoticeKind.FAILED);
  }

  /** All of it, for programs. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", notice.id());
    tree.put("time", notice.time().toString());
    tree.put("test", notice.isTest());
    tree.put("title", title());
    tree.put("text", body());
    tree.put("changes", notice.lines().stream().map(NoticeLine::tree).toList());
    return tree;
  }
}
