package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code plan}: what the next pass would do. */
@Command(name = "plan", description = "What Berth would do next for an app, and why.")
final class PlanVerb extends ListVerb {
  @Parameters(paramLabel = "APP", description = "Which app.")
  private String app = "";

  PlanVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path = ApiPath.app(app, "plan");
    if (!isTable()) {
      raw(path);
      return done();
    }
    JsonView plan = berth().get(path);
    if (!new AppWrite(shell(), berth()).show(plan)) {
      shell().err().println("nothing to do: all is as declared");
    }
    return done();
  }
}
