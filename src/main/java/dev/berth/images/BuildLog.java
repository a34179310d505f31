package dev.berth.images;

import dev.berth.engine.ProgressListener;
import java.util.ArrayDeque;
import java.util.List;

/** The last lines of a job. */
final class BuildLog implements ProgressListener {
  private static final int KEPT = 200;

  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final Runnable heard;

  /** Tells of each line, which must not take long. */
  BuildLog(Runnable heard) {
    this.heard = heard;
  }

  @Override
  public void line(String text) {
    synchronized (this) {
      lines.addLast(text);
      if (lines.size() > KEPT) {
        lines.removeFirst();
      }
    }
    heard.run();
  }

  synchronized String last() {
    return lines.isEmpty() ? "" : lines.getLast();
  }

  synchronized List<String> last(int count) {
    List<String> all = List.copyOf(lines);
    return all.subList(Math.max(0, all.size() - count), all.size());
  }
}
