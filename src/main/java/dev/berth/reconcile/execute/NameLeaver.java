package dev.berth.reconcile.execute;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerView;
import dev.berth.reconcile.probe.ListeningPorts;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;

/**
 * Has containers give up names that lead to others too, before they end, and lets who came by them
 * have its answer.
 */
final class NameLeaver {
  private static final System.Logger LOG = System.getLogger(NameLeaver.class.getName());

  /**
   * What a request may take that came by a name. Longer ones are the app's to end, which has its
   * stop signal and its grace for that; connections that are kept open for the next request would
   * never end.
   */
  private static final int MOST_LOOKS = 10;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final ContainerEngine engine;

  NameLeaver(ContainerEngine engine) {
    this.engine = engine;
  }

  /** Returns when it may end; at once if there is nothing that it gives up. */
  void leave(ContainerView container, Set<String> networks) {
    if (networks.isEmpty()) {
      return;
    }
    try {
      Duration late = Duration.ZERO;
      for (String network : networks) {
        late = longer(late, engine.leaveNames(network, container.id()));
      }
      awaitAnswers(container, late);
    } catch (EngineException e) {
      LOG.log(Level.WARNING, container.name() + " ends with its names: " + e.getMessage());
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private void awaitAnswers(ContainerView container, Duration late) {
    try {
      Thread.sleep(late);
      for (int look = 0; look < MOST_LOOKS && isAsked(container); look++) {
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAsked(ContainerView container) {
    return ListeningPorts.isAsked(
        engine.exec(container.id(), ListeningPorts.COMMAND, LIMIT).output());
  }
}
