package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.client.text.AgeText;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code sources}: folders and repositories that declare apps. */
@Command(name = "sources", description = "Folders and Git repositories that declare apps.")
final class SourcesVerb extends ListVerb {
  private static final List<Column> WIDE =
      List.of(
          new Column(
              "FROM", s -> s.at("spec", "url").found().orElseGet(() -> s.text("spec", "folder"))),
          new Column("MESSAGE", source -> synced(source).text("message")));

  SourcesVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path = ApiPath.of("v1", "sources");
    if (!isTable()) {
      raw(path);
      return done();
    }
    print(berth().get(path).items("items"), columns(), WIDE, "no sources");
    return done();
  }

  private List<Column> columns() {
    return List.of(
        new Column("NAME", source -> source.text("metadata", "name")),
        new Column("SYNCED", source -> synced(source).text("status")),
        new Column("REASON", source -> synced(source).text("reason")),
        new Column("REVISION", s -> s.text("status", "revision").replaceFirst("^(.{12}).*", "$1")),
        new Column(
            "LAST", s -> AgeText.since(s.text("status", "lastSync"), shell().clock().instant())),
        new Column("APPS", s -> Integer.toString(s.items("status", "apps").size())));
  }

  private static JsonView synced(JsonView source) {
    return source.items("status", "conditions").stream()
        .filter(condition -> condition.text("type").equals("Synced"))
        .findFirst()
        .orElse(JsonView.of(null));
  }
}
