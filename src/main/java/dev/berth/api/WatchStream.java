package dev.berth.api;

import dev.berth.intake.Declared;
import dev.berth.intake.Follower;
import dev.berth.intake.Ledger;
import dev.berth.intake.Page;
import dev.berth.intake.Wanted;
import dev.berth.status.Feed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One client's stream of changes: first everything that is there, then what changes. The id of an
 * event is the number of the change; a client that comes again with the last one gets what it has
 * missed, or, where that is forgotten, {@code RESYNC} and everything anew.
 */
final class WatchStream {
  /** So that a closed connection is noticed, and proxies keep an idle one. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final String kind;
  private final Wanted wanted;
  private final Optional<Long> last;
  private volatile boolean ended;

  WatchStream(Ledger ledger, String kind, Wanted wanted, Optional<Long> last) {
    this.ledger = ledger;
    this.kind = kind;
    this.wanted = wanted;
    this.last = last;
  }

  void end() {
    ended = true;
  }

  void copy(OutputStream out) throws IOException {
    try {
      Follower follower = last.isPresent() ? resume(last.get(), out) : everything(out);
      while (!ended) {
        follower = follow(follower, out);
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the server ends");
    }
  }

  private Follower resume(long number, OutputStream out) throws IOException {
    try {
      Follower follower = ledger.follow(kind, wanted, number);
      write(out, "id: " + number + "\n: resumed\n\n");
      return follower;
    } catch (Feed.Gone e) {
      return resync(out);
    }
  }

  private Follower resync(OutputStream out) throws IOException {
    write(out, "event: RESYNC\ndata: {\"type\":\"RESYNC\"}\n\n");
    return everything(out);
  }

  /** In the order of their versions, so that a client cut off in between goes on rightly. */
  private Follower everything(OutputStream out) throws IOException {
    Page page = ledger.list(kind, wanted, 0, Optional.empty());
    List<Declared> all =
        page.items().stream().sorted(Comparator.comparingLong(Declared::version)).toList();
    for (int i = 0; i < all.size(); i++) {
      Declared thing = all.get(i);
      boolean last = i + 1 == all.size() || all.get(i + 1).version() > thing.version();
      boolean isOld = thing.version() <= page.number();
      out.write(event("ADDED", last && isOld ? thing.version() : -1, thing));
    }
    write(out, "id: " + page.number() + "\n: everything is told\n\n");
    return ledger.follow(kind, wanted, page.number());
  }

  private Follower follow(Follower follower, OutputStream out)
      throws IOException, InterruptedException {
    try {
      long deadline = System.nanoTime() + HEARTBEAT.toNanos();
      while (!ended && System.nanoTime() < deadline) {
        Optional<Follower.News> news = follower.next(LOOK);
        if (news.isPresent()) {
          out.write(event(news.get().verb().name(), news.get().number(), news.get().thing()));
          out.flush();
        }
      }
      write(out, "id: " + follower.number() + "\n: still here\n\n");
      return follower;
    } catch (Feed.Gone e) {
      return resync(out);
    }
  }

  private static byte[] event(String type, long id, Declared thing) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", type);
    data.put("object", thing.document());
    String text =
        "event: "
            + type
            + "\n"
            + (id < 0 ? "" : "id: " + id + "\n")
            + "data: "
            + Trees.json(data)
            + "\n\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
