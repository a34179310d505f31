package dev.berth.notice;

import dev.berth.status.AppEvent;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Phase;
import dev.berth.status.Reasons;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What there is to tell. What lasts is read from statuses, so that nothing is missed that is still
 * so; what happens is read from events, for a drift that was mended shows in no status.
 */
public final class NoticeLines {
  private NoticeLines() {}

  /** What is wrong with an app, the worst first; empty for one that is well, or on its way. */
  public static List<NoticeLine> health(String app, AppStatus status, Instant now) {
    Condition ready = status.condition(Condition.Type.READY);
    Condition stalled = status.condition(Condition.Type.STALLED);
    return Stream.of(
            line(status.phase() == Phase.FAILED, app, NoticeKind.FAILED, ready, now),
            line(status.phase() == Phase.DEGRADED, app, NoticeKind.DEGRADED, ready, now),
            line(status.isStalled(), app, NoticeKind.STALLED, stalled, now))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<NoticeLine> line(
      boolean holds, String app, NoticeKind kind, Condition why, Instant now) {
    return holds
        ? Optional.of(new NoticeLine(app, kind, why.reason(), why.message(), now))
        : Optional.empty();
  }

  /** What somebody who was told of trouble hears when it is over. */
  static NoticeLine recovered(NoticeLine before, AppStatus status, Instant now) {
    Condition ready = status.condition(Condition.Type.READY);
    String was = "was " + before.kind().text() + " (" + before.reason() + ")";
    return new NoticeLine(
        before.app(), NoticeKind.RECOVERED, ready.reason(), was + "; " + ready.message(), now);
  }

  /** What an event tells, if it is one of those. */
  static Optional<NoticeLine> of(AppEvent event) {
    return kind(event.reason())
        .map(kind ->
            new NoticeLine(event.app(), kind, event.reason(), event.message(), event.time()));
  }

  private static Optional<NoticeKind> kind(String reason) {
    return switch (reason) {
      case Reasons.DRIFT_FOUND -> Optional.of(NoticeKind.DRIFTED);
      case Reasons.ROLLED_BACK -> Optional.of(NoticeKind.ROLLED_BACK);
      default -> Optional.empty();
    };
  }

  /** Whether there is anything to tell once an app is so: its troubles are over with its life. */
  static boolean isOver(AppStatus status) {
    return Set.of(Phase.STOPPED, Phase.DELETING).contains(status.phase());
  }
}
