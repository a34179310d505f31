package dev.berth.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows a stream of events over lost connections and restarts of Berth: it comes again with the
 * id of the last event that it has seen, so that none is missed and none comes twice.
 */
public final class EventFollower {
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final BerthClient berth;
  private final Consumer<String> notices;
  private String lastId = "";
  private Duration delay = SHORTEST;

  /** {@code notices} hears of connections that are lost, and that are back. */
  public EventFollower(BerthClient berth, Consumer<String> notices) {
    this.berth = berth;
    this.notices = notices;
  }

  /** Until the taker has enough or Berth ends the stream for good, which it says by 404. */
  public void follow(ApiPath path, Predicate<ServerSentEvents.Event> taker) {
    boolean wasLost = false;
    boolean isFirst = true;
    while (true) {
      ApiRequest asked = ApiRequest.get(path).accept("text/event-stream");
      try (InputStream in =
          berth.open(lastId.isEmpty() ? asked : asked.header("Last-Event-ID", lastId))) {
        if (wasLost) {
          notices.accept("connected again");
        }
        isFirst = false;
        wasLost = false;
        if (!read(new ServerSentEvents(in), taker)) {
          return;
        }
      } catch (IOException e) {
        wasLost = lost(wasLost);
      } catch (ClientFailure e) {
        if (isFirst || e.status() != ExitStatus.UNREACHABLE) {
          throw e;
        }
        wasLost = lost(wasLost);
      }
      rest();
    }
  }

  private boolean lost(boolean wasLost) {
    if (!wasLost) {
      notices.accept("connection lost, trying again");
    }
    return true;
  }

  /** Whether there may be more when one comes again. */
  private boolean read(ServerSentEvents events, Predicate<ServerSentEvents.Event> taker)
      throws IOException {
    try {
      for (Optional<ServerSentEvents.Event> event = events.next();
          event.isPresent();
          event = events.next()) {
        delay = SHORTEST;
        if (!taker.test(event.get())) {
          return false;
        }
      }
      return true;
    } finally {
      lastId = events.lastId().isEmpty() ? lastId : events.lastId();
    }
  }

  private void rest() {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClientFailure.failed("interrupted");
    }
    delay = delay.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : delay.multipliedBy(2);
  }
}
