package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import picocli.CommandLine.Command;

/** {@code start}: wants apps running again. */
@Command(name = "start", description = "Wants apps running again.")
final class StartVerb extends ActionVerb {
  StartVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  ApiPath action(String app) {
    return ApiPath.app(app, "start");
  }
}
