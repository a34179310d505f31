package dev.berth.image.job;

import dev.berth.engine.ProgressListener;
import dev.berth.port.Operation;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** The last lines of a job, and how far its parts are, without what nobody may read. */
final class BuildLog implements ProgressListener {
  private static final int KEPT = 2000;

  /** Shorter values are words such as `1` and `no`, and hiding them would only hide the log. */
  private static final int SHORTEST_SECRET = 4;

  static final String HIDDEN = "***";

  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final JobParts parts;
  private final List<String> secrets;
  private final Runnable heard;

  /**
   * Tells of each line.
   *
   * @param secrets values that are hidden wherever they stand
   * @param nanos a clock that nobody sets
   * @param heard must not take long
   */
  BuildLog(Collection<String> secrets, LongSupplier nanos, Runnable heard) {
    this.parts = new JobParts(nanos);
    this.secrets =
        secrets.stream()
            .filter(value -> value.length() >= SHORTEST_SECRET)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    this.heard = heard;
  }

  String hide(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    return hidden;
  }

  @Override
  public void line(String text) {
    String hidden = hide(text);
    synchronized (this) {
      lines.addLast(hidden);
      if (lines.size() > KEPT) {
        lines.removeFirst();
      }
    }
    heard.run();
  }

  @Override
  public void progress(String part, String status, long current, long total) {
    parts.progress(part, hide(status), current, total);
    heard.run();
  }

  @Override
  public void ended(String part, StepEnd end) {
    parts.ended(part, end);
    heard.run();
  }

  synchronized String last() {
    return lines.isEmpty() ? "" : lines.getLast();
  }

  synchronized List<String> last(int count) {
    List<String> all = List.copyOf(lines);
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  synchronized List<String> all() {
    return List.copyOf(lines);
  }

  List<Operation.Part> parts() {
    return parts.all();
  }
}
