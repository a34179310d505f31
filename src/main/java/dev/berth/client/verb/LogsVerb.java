package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientShell;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: what the containers of an app say. */
@Command(name = "logs", description = "What the containers of an app say, as they say it.")
final class LogsVerb extends Verb {
  private static final int CHUNK = 1 << 13;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--tail"},
      paramLabel = "N",
      description = "Only so many of the last lines of each container.")
  private @Nullable String tail;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what came later: 10m, or 2026-01-31T12:00:00Z.")
  private @Nullable String since;

  @Option(names = "--service", paramLabel = "NAME", description = "Only of one service.")
  private @Nullable String service;

  @Option(names = "--replica", paramLabel = "N", description = "Only of one replica.")
  private @Nullable String replica;

  @Option(
      names = {"-t", "--timestamps"},
      description = "With the time before each line.")
  private boolean timestamps;

  @Parameters(paramLabel = "APP", description = "Whose.")
  private String app = "";

  LogsVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() throws IOException {
    ApiPath path =
        ApiPath.app(app, "logs")
            .flag("follow", follow)
            .with("tail", Optional.ofNullable(tail))
            .with("since", Optional.ofNullable(since))
            .with("service", Optional.ofNullable(service))
            .with("replica", Optional.ofNullable(replica))
            .flag("timestamps", timestamps);
    try (InputStream lines = berth().open(ApiRequest.get(path).accept("text/plain"))) {
      byte[] chunk = new byte[CHUNK];
      for (int read = lines.read(chunk); read >= 0; read = lines.read(chunk)) {
        shell().out().write(chunk, 0, read);
        shell().out().flush();
      }
    }
    return done();
  }
}
