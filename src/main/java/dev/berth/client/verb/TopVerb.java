package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.client.text.AgeText;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code top}: what the containers of an app use. */
@Command(
    name = "top",
    description = "What the running containers of an app use, measured over a second.")
final class TopVerb extends ListVerb {
  @Parameters(paramLabel = "APP", description = "Whose.")
  private String app = "";

  TopVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path = ApiPath.app(app, "stats");
    if (!isTable()) {
      raw(path);
      return done();
    }
    print(berth().get(path).items("containers"), COLUMNS, WIDE, "no container of it runs");
    return done();
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("SERVICE", c -> c.text("service")),
          new Column("CONTAINER", c -> c.text("name")),
          new Column("CPUS", TopVerb::processors),
          new Column("MEMORY", c -> size(c, "memoryBytes")),
          new Column("LIMIT", c -> size(c, "memoryLimitBytes")));

  private static final List<Column> WIDE =
      List.of(
          new Column("RECEIVED", c -> size(c, "receivedBytes")),
          new Column("SENT", c -> size(c, "sentBytes")),
          new Column("READ", c -> size(c, "readBytes")),
          new Column("WRITTEN", c -> size(c, "writtenBytes")),
          new Column("PROCESSES", c -> c.text("processes")));

  private static String processors(JsonView container) {
    return container
        .at("cpus")
        .found()
        .map(text -> String.format(Locale.ROOT, "%.2f", Double.parseDouble(text)))
        .orElse("");
  }

  private static String size(JsonView container, String name) {
    return container.at(name).found().map(text -> AgeText.bytes(container.number(name))).orElse("");
  }
}
