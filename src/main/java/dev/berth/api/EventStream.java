package dev.berth.api;

import dev.berth.intake.Intake;
import dev.berth.intake.Wanted;
import dev.berth.status.AppEvent;
import dev.berth.status.History;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the events of one app as they come, until the app is gone, or is not for the client any
 * more. Each bears as id its number and its count, so that a client that comes again gets what it
 * has not seen, and nothing else: not even of an event that was only counted once more.
 */
final class EventStream {
  private static final Pattern ID = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,9}))?");

  /** Proxies end what is silent for longer. */
  private static final long SILENCE_SECONDS = 15;

  private final Intake intake;
  private final History history;
  private final String app;
  private final Wanted wanted;
  private final Semaphore news = new Semaphore(1);
  private volatile boolean ended;
  private long lastId;
  private int lastCount;

  /** {@code wanted} is that app, as far as the client may see it. */
  EventStream(Intake intake, History history, String app, Wanted wanted) {
    this.wanted = wanted;
    this.intake = intake;
    this.history = history;
    this.app = app;
  }

  /** Begins after the event of that id. */
  EventStream after(Optional<String> lastEventId) {
    Matcher parts = ID.matcher(lastEventId.orElse(""));
    if (parts.matches()) {
      lastId = Long.parseLong(parts.group(1));
      lastCount = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
    } else if (lastEventId.isPresent()) {
      throw ProblemException.of(400, "Bad Request", "`Last-Event-ID` is none of this stream's ids");
    }
    return this;
  }

  /** The client has gone. */
  void end() {
    ended = true;
    news.release();
  }

  void copy(OutputStream out) throws IOException {
    try (AutoCloseable subscription = history.subscribe(name -> heard(name))) {
      while (!ended && isThere()) {
        boolean isNews = news.tryAcquire(SILENCE_SECONDS, TimeUnit.SECONDS);
        news.drainPermits();
        if (!isThere()) {
          return;
        }
        if (!isNews) {
          out.write(": nothing new\n\n".getBytes(StandardCharsets.UTF_8));
        }
        send(out);
        out.flush();
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the server ends");
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("send events of " + app, e);
    }
  }

  private boolean isThere() {
    return intake.find(app).filter(a -> wanted.meets(app, a.declared().labels())).isPresent();
  }

  private void heard(String name) {
    if (name.equals(app)) {
      news.release();
    }
  }

  private void send(OutputStream out) throws IOException {
    for (AppEvent event : history.from(app, lastId)) {
      if (event.id() > lastId || event.count() > lastCount) {
        String text =
            "id: "
                + event.id()
                + "."
                + event.count()
                + "\nevent: event\ndata: "
                + Trees.json(AppHistoryResource.tree(event))
                + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
        lastId = event.id();
        lastCount = event.count();
      }
    }
  }
}
