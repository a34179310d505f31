package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.client.text.AppSummary;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollout}: holds an update, drives it on, or gives it up. */
@Command(
    name = "rollout",
    description = "Holds an update that goes on, drives it on, or gives it up.")
final class RolloutVerb extends Verb {
  /** What can be done, in the words of the API. */
  enum Action {
    pause,
    resume,
    promote,
    abort
  }

  @Mixin private ChangeOptions writing = new ChangeOptions();

  @Parameters(
      index = "0",
      paramLabel = "pause|resume|promote|abort",
      description = "What shall become of it.")
  private Action action = Action.pause;

  @Parameters(index = "1", paramLabel = "APP", description = "Of which app.")
  private String app = "";

  RolloutVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiRequest post =
        ApiRequest.of("POST", writing.forced(ApiPath.app(app, "rollout")))
            .json("{\"action\":\"" + action + "\"}");
    AppWrite write = new AppWrite(shell(), berth());
    if (writing.isDryRun()) {
      write.show(write.rehearse(post).at("plan"));
      return done();
    }
    JsonView stored = write.commit(post, Optional.empty());
    say(new AppSummary(stored).progress());
    return done();
  }
}
