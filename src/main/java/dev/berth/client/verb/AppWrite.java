package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.BerthClient;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.client.text.AppSummary;
import dev.berth.client.text.Paint;
import dev.berth.client.text.PlanText;
import dev.berth.client.text.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One change of one app: rehearsed, shown, asked about, done as it was shown, waited for. */
final class AppWrite {
  private final ClientShell shell;
  private final BerthClient berth;

  AppWrite(ClientShell shell, BerthClient berth) {
    this.shell = shell;
    this.berth = berth;
  }

  /** What would come of it; nothing is done. */
  JsonView rehearse(ApiRequest write) {
    return berth.send(write.at(write.path().flag("dryRun", true))).tree();
  }

  /** Shows a plan; whether there is anything in it. */
  boolean show(JsonView plan) {
    Paint paint = new Paint(shell.isColoured());
    List<String> lines = PlanText.of(plan);
    lines.forEach(line -> shell.out().println("  " + paint.change(Printable.whole(line))));
    shell.out().flush();
    return !lines.isEmpty();
  }

  /** Does it, if exactly that plan would follow; answers with what is stored. */
  JsonView commit(ApiRequest write, Optional<JsonView> shown) {
    ApiPath path =
        shown.map(plan -> write.path().with("plan", plan.text("fingerprint"))).orElse(write.path());
    return berth.send(write.at(path)).tree();
  }

  /** Whether to go on: a person who sits there is asked, unless they said yes before. */
  boolean agrees(boolean yes, String question) throws IOException {
    if (yes || !shell.isTerminal() || Question.isYes(shell, question)) {
      return true;
    }
    shell.err().println("nothing was done");
    return false;
  }

  /** Waits for it, and says how it is. */
  void finish(String app, WaitOptions waiting) {
    if (!waiting.waits()) {
      return;
    }
    AppSummary ready = new ReadyWait(shell, berth, waiting.timeout()).await(app);
    String endpoints = ready.endpoints();
    shell
        .out()
        .println(
            app
                + ": "
                + ready.phase()
                + ", "
                + ready.ready()
                + " ready"
                + (endpoints.isEmpty() ? "" : ", " + endpoints));
  }
}
