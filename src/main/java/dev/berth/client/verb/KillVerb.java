package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kill}: sends a signal to all containers of apps. */
@Command(
    name = "kill",
    description = "Sends a signal to the containers of apps, which stay stopped if it ends them.")
final class KillVerb extends ActionVerb {
  @Option(
      names = {"-s", "--signal"},
      paramLabel = "SIGNAL",
      description = "KILL by default.")
  private @Nullable String signal;

  KillVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  ApiPath action(String app) {
    return ApiPath.app(app, "kill").with("signal", Optional.ofNullable(signal));
  }
}
