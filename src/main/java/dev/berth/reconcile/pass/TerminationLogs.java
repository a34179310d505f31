package dev.berth.reconcile.pass;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Restarts;
import dev.berth.reconcile.probe.Probe;
import dev.berth.spec.RestartPolicy;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * The last lines of one app's containers that died and do not come back at once, for people to see
 * why. They are asked for once a death, beside the passes; the app is woken when they are there.
 */
final class TerminationLogs {
  private final Probe probe;
  private final Executor threads;
  private final Map<String, String> words = new ConcurrentHashMap<>();

  TerminationLogs(Probe probe, Executor threads) {
    this.probe = probe;
    this.threads = threads;
  }

  /**
   * What is there, with the last words where they are known.
   *
   * @param wake told when there is more to be known
   */
  Snapshot overlay(Snapshot seen, Restarts restarts, Instant now, Runnable wake) {
    Set<String> dead =
        seen.containers().stream()
            .filter(c -> isMissed(c, restarts, now))
            .map(TerminationLogs::key)
            .collect(Collectors.toSet());
    words.keySet().retainAll(dead);
    return dead.isEmpty()
        ? seen
        : seen.withContainers(
            seen.containers().stream()
                .map(c -> dead.contains(key(c)) ? through(c, wake) : c)
                .toList());
  }

  /** Whether it failed, and is not just started again. */
  private static boolean isMissed(ContainerView container, Restarts restarts, Instant now) {
    return container.life().state() == ContainerView.State.EXITED
        && container.life().exitCode().filter(code -> code != 0).isPresent()
        && (container.restart().mode() == RestartPolicy.Mode.NO
            || restarts.isLooping(container, now));
  }

  private static String key(ContainerView container) {
    return container.id() + "@" + container.life().finishedAt().orElse(Instant.EPOCH);
  }

  private ContainerView through(ContainerView container, Runnable wake) {
    String known = words.putIfAbsent(key(container), "");
    if (known == null) {
      threads.execute(() -> ask(container, wake));
    }
    return known == null || known.isEmpty() ? container : container.withHealth(Health.NONE, known);
  }

  private void ask(ContainerView container, Runnable wake) {
    String said = probe.lastWords(container);
    if (!said.isEmpty() && words.replace(key(container), "", said)) {
      wake.run();
    }
  }
}
