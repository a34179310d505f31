package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollback}: wants an earlier revision again. */
@Command(
    name = "rollback",
    description = "Wants an earlier revision again: shows the plan, asks, and waits until ready.")
final class RollbackVerb extends Verb {
  @Mixin private ChangeOptions writing = new ChangeOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Mixin private Consent consent = new Consent();

  @Parameters(index = "0", paramLabel = "APP", description = "Which app.")
  private String app = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REVISION",
      description = "Which, as berth history has them; otherwise the last good one before.")
  private @Nullable Long revision;

  RollbackVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() throws IOException {
    long wanted = revision == null ? before() : revision;
    ApiRequest post =
        ApiRequest.of("POST", writing.forced(ApiPath.app(app, "rollback")))
            .json("{\"revision\":" + wanted + "}");
    AppWrite write = new AppWrite(shell(), berth());
    JsonView plan = write.rehearse(post).at("plan");
    say("app/" + app + (writing.isDryRun() ? " would go" : ": to go") + " back to " + wanted);
    boolean changes = write.show(plan);
    if (writing.isDryRun() || (changes && !write.agrees(consent.isGiven(), "Go on?"))) {
      return done();
    }
    write.commit(post, Optional.of(plan));
    write.finish(app, waiting);
    return done();
  }

  private long before() {
    List<JsonView> all = berth().get(ApiPath.app(app, "revisions")).items("items");
    long current =
        all.stream().filter(r -> r.isTrue("current")).mapToLong(r -> r.number("revision")).sum();
    return all.stream()
        .filter(r -> r.number("revision") < current && r.at("readyAt").isThere())
        .mapToLong(r -> r.number("revision"))
        .max()
        .orElseThrow(
            () -> ClientFailure.failed(app + " has no earlier revision that was ready: name one"));
  }
}
