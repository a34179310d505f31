package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.client.text.AgeText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code history}: the revisions of an app. */
@Command(
    name = "history",
    description = "Every revision of an app: who, when, and what became of it.")
final class HistoryVerb extends ListVerb {
  private static final List<Column> WIDE =
      List.of(
          new Column(
              "IMAGES",
              revision ->
                  revision.map("images").keySet().stream()
                      .map(service -> revision.text("images", String.valueOf(service), "reference"))
                      .collect(Collectors.joining(", "))));

  @Option(names = "--limit", paramLabel = "N", description = "So many of the newest.")
  private @Nullable Integer limit;

  @Parameters(paramLabel = "APP", description = "Which app.")
  private String app = "";

  HistoryVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path =
        ApiPath.app(app, "revisions")
            .with("limit", Optional.ofNullable(limit).map(String::valueOf));
    if (!isTable()) {
      raw(path);
      return done();
    }
    print(berth().get(path).items("items"), columns(), WIDE, "no revisions");
    return done();
  }

  private List<Column> columns() {
    return List.of(
        new Column("REVISION", r -> r.text("revision") + (r.isTrue("current") ? " *" : "")),
        new Column("AGE", r -> AgeText.since(r.text("appliedAt"), shell().clock().instant())),
        new Column("AUTHOR", r -> r.text("author")),
        new Column("RESULT", HistoryVerb::result));
  }

  private static String result(JsonView revision) {
    return revision
        .at("failure")
        .found()
        .map(failure -> "failed: " + revision.at("failure", "reason").found().orElse(failure))
        .orElse(revision.at("readyAt").isThere() ? "ready" : "");
  }
}
