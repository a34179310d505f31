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

/** {@code ps}: the containers. */
@Command(name = "ps", description = "The containers that run, of one app or of all.")
final class PsVerb extends ListVerb {
  @Option(
      names = {"-a", "--all"},
      description = "Those that do not run, too.")
  private boolean all;

  @Option(names = "--service", paramLabel = "NAME", description = "Only those of one service.")
  private @Nullable String service;

  @Parameters(arity = "0..1", paramLabel = "APP", description = "Whose; otherwise of all apps.")
  private @Nullable String app;

  PsVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    if (app != null) {
      berth().get(ApiPath.app(app)); // One that is not there is a mistake, not an empty list.
    }
    ApiPath path =
        ApiPath.of("v1", "containers")
            .flag("all", all)
            .with("app", Optional.ofNullable(app))
            .with("service", Optional.ofNullable(service));
    if (!isTable()) {
      raw(path);
      return done();
    }
    print(berth().get(path).items("items"), columns(), WIDE, "no containers");
    return done();
  }

  private List<Column> columns() {
    return List.of(
        new Column("APP", c -> c.text("app")),
        new Column("SERVICE", c -> c.text("service")),
        new Column("CONTAINER", c -> c.text("name")),
        new Column("STATE", c -> c.text("state")),
        new Column("HEALTH", c -> c.text("health").replace("none", "")),
        new Column("AGE", c -> AgeText.since(c.text("createdAt"), shell().clock().instant())),
        new Column("PORTS", PsVerb::ports));
  }

  private static final List<Column> WIDE =
      List.of(
          new Column("IMAGE", c -> c.text("image")),
          new Column("ID", c -> c.text("id").replaceFirst("^(.{12}).*", "$1")));

  private static String ports(JsonView container) {
    return container.items("ports").stream().map(JsonView::text).collect(Collectors.joining(", "));
  }
}
