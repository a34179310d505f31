package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync}: looks at a source now. */
@Command(name = "sync", description = "Looks at a source now, and waits until its apps are ready.")
final class SyncVerb extends Verb {
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Option(names = "--dry-run", description = "Shows what would be done, and does nothing.")
  private boolean dryRun;

  @Parameters(paramLabel = "SOURCE", description = "Which source.")
  private String source = "";

  SyncVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path = ApiPath.of("v1", "sources", source, "sync").flag("dryRun", dryRun);
    ApiPath asked =
        waiting.waits() && !dryRun
            ? path.with("wait", "ready").with("timeout", waiting.timeout())
            : path;
    JsonView answer = berth().send(ApiRequest.of("POST", asked)).tree();
    if (dryRun) {
      rehearsed(answer.at("diff"));
    } else {
      String revision = answer.text("status", "revision");
      say("source/" + source + (waiting.waits() ? " synced " + revision : " is asked to sync"));
    }
    return done();
  }

  private void rehearsed(JsonView diff) {
    diff.at("refusal").found().ifPresent(why -> say("would be refused: " + why));
    for (JsonView change : diff.items("changes")) {
      say("app/" + change.text("app") + " would be " + change.text("change"));
      new AppWrite(shell(), berth()).show(change.at("plan"));
    }
    if (diff.items("changes").isEmpty()) {
      shell().err().println("nothing to do: all is as the files say");
    }
  }
}
