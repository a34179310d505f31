package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientShell;
import dev.berth.client.ExitStatus;
import dev.berth.client.JsonView;
import dev.berth.client.text.AgeText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drift}: what is there and differs from what is declared. */
@Command(
    name = "drift",
    description = "What differs from what is declared, field by field, since when and by whom.",
    exitCodeList = {
      "0:done",
      "1:it could not be done",
      "2:the command itself is wrong",
      "4:no Berth answers",
      "5:the token is not good for this",
      "6:something differs, with --exit-code"
    })
final class DriftVerb extends ListVerb {
  private static final List<Column> WIDE =
      List.of(
          new Column("CONTAINER", drift -> drift.text("container")),
          new Column("BY", drift -> drift.text("by")));

  @Option(names = "--exit-code", description = "Exits with 6 if something differs.")
  private boolean exitCode;

  @Parameters(paramLabel = "APP", description = "Which app.")
  private String app = "";

  DriftVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path = ApiPath.app(app, "drift");
    if (!isTable()) {
      raw(path);
      return done();
    }
    String body = berth().send(ApiRequest.get(path)).body();
    List<JsonView> all = JsonView.read("{\"items\":" + body + "}").items("items");
    print(all, columns(), WIDE, "no drift: " + app + " is as declared");
    return exitCode && !all.isEmpty() ? ExitStatus.DIFFERENT : done();
  }

  private List<Column> columns() {
    return List.of(
        new Column("SERVICE", drift -> drift.text("service")),
        new Column("PATH", drift -> drift.text("path")),
        new Column("WANT", drift -> drift.text("want")),
        new Column("HAVE", drift -> drift.text("have")),
        new Column("SINCE", drift -> AgeText.since(drift.text("since"), shell().clock().instant())),
        new Column("REPAIR", drift -> drift.text("repair")));
  }
}
