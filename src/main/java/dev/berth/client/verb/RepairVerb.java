package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repair}: mends drift once, or declares it. */
@Command(
    name = "repair",
    description =
        "Mends what differs from what is declared, or with --keep declares what is there.")
final class RepairVerb extends Verb {
  @Mixin private ChangeOptions writing = new ChangeOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Option(names = "--keep", description = "Writes what is there into the spec instead.")
  private boolean keep;

  @Parameters(index = "0", paramLabel = "APP", description = "Which app.")
  private String app = "";

  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "What of it, as berth drift names it; otherwise all.")
  private List<String> paths = List.of();

  RepairVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path = keep ? ApiPath.app(app, "drift", "keep") : ApiPath.app(app, "repair");
    Map<String, Object> body = paths.isEmpty() ? Map.of() : Map.of("paths", paths);
    ApiRequest post = ApiRequest.of("POST", writing.forced(path)).json(JsonTree.write(body));
    AppWrite write = new AppWrite(shell(), berth());
    JsonView answer =
        writing.isDryRun() ? write.rehearse(post) : write.commit(post, Optional.empty());
    List<JsonView> drifts = answer.items(keep ? "kept" : "repairs");
    drifts.forEach(drift -> say((keep ? "keep " : "repair ") + line(drift)));
    if (drifts.isEmpty()) {
      shell().err().println("no drift: " + app + " is as declared");
    }
    if (writing.isDryRun()) {
      write.show(answer.at("plan"));
    } else {
      write.finish(app, waiting);
    }
    return done();
  }

  private static String line(JsonView drift) {
    return drift.text("path") + ": want " + drift.text("want") + ", have " + drift.text("have");
  }
}
