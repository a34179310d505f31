package dev.berth.plan.swarm;

import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.spec.Service;

/**
 * Which changes a Swarm has taken back by itself. It puts the whole service back as it was, labels
 * too: that is no drift, and is not written once more.
 */
public final class SwarmRollbacks {
  private SwarmRollbacks() {}

  /**
   * Whether it was told to make these very tasks, and has gone back, or goes back. Who has told it
   * may have been a Berth that is no more: tasks that it made of this revision tell as much.
   */
  public static boolean isTakenBack(
      SwarmWish wish, Service service, String fingerprint, SwarmService there) {
    return there.isRolledBack()
        && !there.fingerprint().equals(fingerprint)
        && (fingerprint.equals(wish.tried().get(service.name()))
            || wish.seen().tasks(there).stream()
                .anyMatch(task -> isOf(task, fingerprint, wish.desired().revision())));
  }

  private static boolean isOf(SwarmTask task, String fingerprint, long revision) {
    return task.fingerprint().equals(fingerprint) && task.revision() == revision;
  }

  /** Likewise of what is wanted now. */
  public static boolean isTakenBack(SwarmWish wish, Service service, SwarmService there) {
    return SwarmImages.image(wish, service)
        .map(image -> new ServiceTree(wish, service, java.util.Optional.of(there)).draw(image))
        .filter(drawn -> isTakenBack(wish, service, drawn.fingerprint(), there))
        .isPresent();
  }

  /** Of the tasks that are wanted; empty while nobody knows. */
  public static String fingerprint(SwarmWish wish, Service service) {
    return SwarmImages.image(wish, service)
        .map(image ->
            new ServiceTree(wish, service, wish.seen().service(wish.name(service)))
                .draw(image)
                .fingerprint())
        .orElse("");
  }
}
