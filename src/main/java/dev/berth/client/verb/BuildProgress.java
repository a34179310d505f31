package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.BerthClient;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.EventFollower;
import dev.berth.client.ExitStatus;
import dev.berth.client.JsonView;
import dev.berth.client.ServerSentEvents;
import dev.berth.client.text.Printable;
import java.util.List;

/** What a builder says, line by line on standard error, until it is over. */
final class BuildProgress {
  private final ClientShell shell;
  private final BerthClient berth;
  private List<String> shown = List.of();
  private JsonView last = JsonView.of(null);

  BuildProgress(ClientShell shell, BerthClient berth) {
    this.shell = shell;
    this.berth = berth;
  }

  /** How it ended; a {@link ClientFailure} with status 3 where that was no success. */
  JsonView follow(JsonView build, ApiPath again) {
    try {
      EventFollower follower = new EventFollower(berth, line -> shell.err().println(line));
      follower.follow(ApiPath.of("v1", "operations", build.text("id")), this::heard);
    } catch (ClientFailure e) {
      if (e.status() != ExitStatus.DENIED) {
        throw e;
      }
      // A token for some apps may not look at operations: it waits without a word, for the same
      // job.
      return berth
          .send(ApiRequest.of("POST", again.with("wait", "ready").with("timeout", "30m")))
          .tree();
    }
    if (!last.text("state").equals("Succeeded")) {
      throw new ClientFailure(ExitStatus.NOT_READY, last.text("message"));
    }
    return last;
  }

  private boolean heard(ServerSentEvents.Event event) {
    last = JsonView.read(event.data());
    List<String> lines = last.items("log").stream().map(JsonView::text).toList();
    lines
        .subList(known(shown, lines), lines.size())
        .forEach(line -> shell.err().println(Printable.whole(line)));
    shell.err().flush();
    shown = lines;
    return !last.isTrue("done");
  }

  /** How many of the lines were shown: Berth keeps the last ones of a long log alone. */
  static int known(List<String> shown, List<String> now) {
    for (int gone = 0; gone < shown.size(); gone++) {
      List<String> rest = shown.subList(gone, shown.size());
      if (rest.size() <= now.size() && now.subList(0, rest.size()).equals(rest)) {
        return rest.size();
      }
    }
    return 0;
  }
}
