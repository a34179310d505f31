package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb that asks for one action on each of some apps. */
abstract class ActionVerb extends Verb {
  @Mixin private ChangeOptions writing = new ChangeOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Parameters(arity = "1..*", paramLabel = "APP", description = "Which apps.")
  private List<String> apps = List.of();

  ActionVerb(ClientShell shell) {
    super(shell);
  }

  /** Below {@code /v1/apps/NAME}. */
  abstract ApiPath action(String app);

  /** All of them are asked for before the first is waited for. */
  @Override
  final int run() {
    AppWrite write = new AppWrite(shell(), berth());
    for (String app : apps) {
      ApiRequest asked = ApiRequest.of("POST", writing.forced(action(app)));
      if (writing.isDryRun()) {
        JsonView plan = write.rehearse(asked).at("plan");
        say(app + ":" + (plan.items("actions").isEmpty() ? " nothing to do" : ""));
        write.show(plan);
      } else {
        write.commit(asked, Optional.empty());
      }
    }
    if (!writing.isDryRun()) {
      apps.forEach(app -> write.finish(app, waiting));
    }
    return done();
  }
}
