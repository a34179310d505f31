package dev.berth.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Counts the streams that clients have open: each holds a thread and a connection. */
public final class StreamBudget {
  private final int perToken;
  private final int all;
  private final Map<Ticket, String> open = new HashMap<>();
  private volatile boolean ends;

  /**
   * Makes one.
   *
   * @param perToken for one name of a token
   * @param all for all of them together
   */
  public StreamBudget(int perToken, int all) {
    this.perToken = perToken;
    this.all = all;
  }

  /** The right to one stream, until it is closed or its client gone. */
  final class Ticket implements AutoCloseable {
    private final StreamClient client;

    Ticket(StreamClient client) {
      this.client = client;
    }

    StreamClient client() {
      return client;
    }

    @Override
    public void close() {
      synchronized (open) {
        open.remove(this);
      }
    }
  }

  /**
   * Lets somebody in.
   *
   * @throws TooManyStreams if there are too many already, with the way out
   */
  Ticket enter(String who, HttpServerResponse response) {
    synchronized (open) {
      sweep();
      long own = open.values().stream().filter(who::equals).count();
      if (own >= perToken) {
        throw new TooManyStreams(
            "token `"
                + who
                + "` has "
                + own
                + " streams open, as many as it may; close some, or set"
                + " berth.streams.per-token higher");
      }
      if (open.size() >= all) {
        throw new TooManyStreams(
            open.size()
                + " streams are open, as many as may be; come again later, or set"
                + " berth.streams.total higher");
      }
      Ticket ticket = new Ticket(new StreamClient(response, () -> ends));
      open.put(ticket, who);
      return ticket;
    }
  }

  /** What was never begun ends nowhere: a request for the head alone, a client that left before. */
  private void sweep() {
    Iterator<Ticket> each = open.keySet().iterator();
    while (each.hasNext()) {
      if (!each.next().client().isThere()) {
        each.remove();
      }
    }
  }

  /** Ends all streams, soon; a server that stops waits for what it still serves. */
  public void end() {
    ends = true;
  }

  /** Streams that are open now. */
  public int open() {
    synchronized (open) {
      sweep();
      return open.size();
    }
  }
}
