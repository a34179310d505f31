package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stop}: wants apps stopped. */
@Command(name = "stop", description = "Stops apps; they stay stopped until berth start.")
final class StopVerb extends ActionVerb {
  @Option(names = "--grace", paramLabel = "TIME", description = "Time to end by themselves: 10s.")
  private @Nullable String grace;

  StopVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  ApiPath action(String app) {
    return ApiPath.app(app, "stop").with("grace", Optional.ofNullable(grace));
  }
}
