package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.BerthClient;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.EventFollower;
import dev.berth.client.JsonView;
import dev.berth.client.ServerSentEvents;
import dev.berth.client.text.AppSummary;
import java.util.function.Supplier;

/** Waits until an app is ready, and tells meanwhile how far it is. Berth judges, not this side. */
final class ReadyWait {
  private final ClientShell shell;
  private final BerthClient berth;
  private final String timeout;

  ReadyWait(ClientShell shell, BerthClient berth, String timeout) {
    this.shell = shell;
    this.berth = berth;
    this.timeout = timeout;
  }

  /** The app as it is then; a {@link ClientFailure} with status 3 where it is not ready in time. */
  AppSummary await(String app) {
    ApiPath path = waiting(ApiPath.app(app));
    return new AppSummary(watched(app, () -> berth.get(path)));
  }

  /** Sends a removal, and returns when all of it is gone. */
  void removed(String app, ApiRequest delete) {
    ApiRequest kept = delete.at(waiting(delete.path()));
    JsonView unused = watched(app, () -> berth.send(kept).tree());
  }

  private ApiPath waiting(ApiPath path) {
    return path.with("wait", "ready").with("timeout", timeout);
  }

  private JsonView watched(String app, Supplier<JsonView> question) {
    try (ProgressLine progress = new ProgressLine(shell)) {
      Thread watching = Thread.ofVirtual().start(() -> watch(ApiPath.app(app), progress));
      try {
        return question.get();
      } finally {
        watching.interrupt();
      }
    }
  }

  /** Only shows: where it cannot, the wait goes on all the same. */
  private void watch(ApiPath app, ProgressLine progress) {
    try {
      new EventFollower(berth, progress::show)
          .follow(app.flag("watch", true), event -> show(event, progress));
    } catch (ClientFailure e) {
      progress.show(String.valueOf(e.getMessage()));
    }
  }

  private static boolean show(ServerSentEvents.Event event, ProgressLine progress) {
    JsonView app = JsonView.read(event.data()).at("object");
    if (app.isThere() && !event.type().equals("DELETED")) {
      progress.show(new AppSummary(app).progress());
    }
    return !Thread.currentThread().isInterrupted();
  }
}
