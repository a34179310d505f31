package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import dev.berth.client.text.AgeText;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code engines}: engines that apps may be placed on. */
@Command(name = "engines", description = "Engines that apps may be placed on.")
final class EnginesVerb extends ListVerb {
  private static final List<Column> WIDE =
      List.of(
          new Column("CPUS", engine -> engine.text("status", "capacity", "cpus")),
          new Column("MEMORY", engine -> engine.text("status", "capacity", "memory")),
          new Column("MESSAGE", engine -> engine.text("status", "message")));

  EnginesVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path = ApiPath.of("v1", "engines");
    if (!isTable()) {
      raw(path);
      return done();
    }
    print(berth().get(path).items("items"), columns(), WIDE, "no engines but local");
    return done();
  }

  private List<Column> columns() {
    return List.of(
        new Column("NAME", engine -> engine.text("metadata", "name")),
        new Column("HOST", engine -> engine.text("spec", "host")),
        new Column("REACHABLE", engine -> engine.text("status", "reachable")),
        new Column("VERSION", engine -> engine.text("status", "version")),
        new Column(
            "SEEN", e -> AgeText.since(e.text("status", "lastSeen"), shell().clock().instant())),
        new Column("APPS", engine -> Integer.toString(engine.items("status", "apps").size())));
  }
}
