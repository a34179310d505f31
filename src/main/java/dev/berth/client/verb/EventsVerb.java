package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import dev.berth.client.EventFollower;
import dev.berth.client.JsonView;
import dev.berth.client.ServerSentEvents;
import dev.berth.client.text.Printable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code events}: what happened, and what happens. */
@Command(
    name = "events",
    description = {
      "What Berth did, and why, of one app or of all; the oldest first.",
      "With -w it goes on, over lost connections and restarts of Berth, too."
    })
final class EventsVerb extends ListVerb {
  @Option(
      names = {"-w", "--watch"},
      description = "Goes on until Ctrl-C.")
  private boolean watch;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only Warning, or Normal.")
  private @Nullable String type;

  @Option(names = "--reason", paramLabel = "REASON", description = "Only of one reason.")
  private @Nullable String reason;

  @Option(names = "--limit", paramLabel = "N", description = "So many of the last: 30 by default.")
  private int limit = 30;

  @Parameters(arity = "0..1", paramLabel = "APP", description = "Of which; otherwise of all.")
  private @Nullable String app;

  EventsVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path =
        ApiPath.of("v1", "events")
            .with("app", Optional.ofNullable(app))
            .with("type", Optional.ofNullable(type))
            .with("reason", Optional.ofNullable(reason))
            .with("limit", Integer.toString(limit));
    if (app != null) {
      berth().get(ApiPath.app(app)); // One that is not there is a mistake, not silence.
    }
    if (watch) {
      new EventFollower(berth(), line -> shell().err().println(line))
          .follow(path.flag("watch", true), this::shown);
    } else if (isTable()) {
      berth().get(path).items("items").forEach(this::show);
    } else {
      raw(path);
    }
    return done();
  }

  private boolean shown(ServerSentEvents.Event event) {
    if (isTable()) {
      show(JsonView.read(event.data()).at("object"));
    } else {
      shell().out().println(event.data());
    }
    return !shell().out().checkError();
  }

  /** A line of its own each, for nobody knows how wide the next one is. */
  private void show(JsonView event) {
    if (!event.isThere()) {
      return;
    }
    long count = event.number("count");
    String time = event.text("time").replaceFirst("\\.\\d+Z$", "Z");
    String line =
        "%s  %-7s  %-20s  %s: %s"
            .formatted(
                paint().faint(time),
                event.text("type"),
                event.text("reason"),
                event.text("app"),
                Printable.line(event.text("message")));
    shell().out().println(count > 1 ? line + " (" + count + " times)" : line);
  }
}
