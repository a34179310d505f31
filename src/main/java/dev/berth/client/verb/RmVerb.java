package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.ExitStatus;
import dev.berth.client.JsonView;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rm}: removes apps, after showing what goes. */
@Command(
    name = "rm",
    description = {
      "Removes apps: shows what goes, asks, and waits until it is gone. Volumes stay unless told.",
      "Without a terminal to ask on, --yes is needed."
    })
final class RmVerb extends Verb {
  @Mixin private ChangeOptions writing = new ChangeOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Mixin private Consent consent = new Consent();

  @Option(names = "--volumes", description = "Their volumes, too: the data is gone.")
  private boolean volumes;

  @Parameters(arity = "1..*", paramLabel = "APP", description = "Which apps.")
  private List<String> apps = List.of();

  RmVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() throws IOException {
    AppWrite write = new AppWrite(shell(), berth());
    Map<ApiRequest, JsonView> all = new LinkedHashMap<>();
    for (String app : apps) {
      ApiPath path = writing.forced(ApiPath.app(app));
      ApiRequest delete = ApiRequest.of("DELETE", volumes ? path.with("volumes", "delete") : path);
      JsonView thing = write.rehearse(delete);
      say("app/" + app + (volumes ? " goes, with its volumes:" : " goes, its volumes stay:"));
      write.show(thing.at("plan"));
      all.put(delete, thing);
    }
    if (writing.isDryRun()) {
      return done();
    }
    if (!consent.isGiven() && !shell().isTerminal()) {
      throw new ClientFailure(
          ExitStatus.USAGE, "there is nobody to ask; --yes removes without a question");
    }
    if (!write.agrees(consent.isGiven(), volumes ? "Remove, with all data?" : "Remove?")) {
      return done();
    }
    for (Map.Entry<ApiRequest, JsonView> one : all.entrySet()) {
      remove(one.getKey(), one.getValue());
    }
    return done();
  }

  private void remove(ApiRequest delete, JsonView thing) {
    ApiPath path = delete.path().with("plan", thing.text("plan", "fingerprint"));
    String app = thing.text("metadata", "name");
    if (waiting.waits()) {
      new ReadyWait(shell(), berth(), waiting.timeout()).removed(app, delete.at(path));
    } else {
      JsonView unused = berth().send(delete.at(path)).tree();
    }
    say("app/" + app + (waiting.waits() ? " is gone" : " goes"));
  }
}
