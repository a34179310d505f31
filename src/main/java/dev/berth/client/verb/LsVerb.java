package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.client.text.AgeText;
import dev.berth.client.text.AppSummary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ls}: the apps. */
@Command(name = "ls", description = "The apps, a line each.")
final class LsVerb extends ListVerb {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("NAME", app -> new AppSummary(app).name()),
          new Column("PHASE", app -> new AppSummary(app).phase()),
          new Column("READY", app -> new AppSummary(app).ready()),
          new Column("REASON", app -> new AppSummary(app).reason()),
          new Column("ENDPOINTS", app -> new AppSummary(app).endpoints()));

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "SELECTOR",
      description = "Only apps with such labels: team=demo,tier!=test.")
  private @Nullable String selector;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "Only apps in one of these phases: Failed,Degraded.")
  private @Nullable String phase;

  @Option(
      names = {"-q", "--quiet"},
      description = "Names alone, for other commands.")
  private boolean quiet;

  LsVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path =
        ApiPath.of("v1", "apps")
            .with("labelSelector", Optional.ofNullable(selector))
            .with("phase", Optional.ofNullable(phase));
    if (!isTable()) {
      raw(path);
      return done();
    }
    List<JsonView> apps = berth().get(path).items("items");
    if (quiet) {
      apps.forEach(app -> shell().out().println(new AppSummary(app).name()));
      return done();
    }
    print(apps, COLUMNS, wide(), "no apps: berth apply -f FILE makes one");
    return done();
  }

  private List<Column> wide() {
    return List.of(
        new Column(
            "AGE",
            app ->
                AgeText.since(
                    app.text("metadata", "creationTimestamp"), shell().clock().instant())),
        new Column("REVISION", app -> app.text("status", "revision")),
        new Column("IMAGES", app -> new AppSummary(app).images()),
        new Column("SOURCE", app -> app.text("status", "source", "name")),
        new Column("MESSAGE", app -> new AppSummary(app).message()));
  }
}
