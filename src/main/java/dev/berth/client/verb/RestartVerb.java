package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import picocli.CommandLine.Command;

/** {@code restart}: new or restarted containers, replica by replica. */
@Command(
    name = "restart",
    description = "Restarts apps, replica by replica, as their rollout says.")
final class RestartVerb extends ActionVerb {
  RestartVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  ApiPath action(String app) {
    return ApiPath.app(app, "restart");
  }
}
