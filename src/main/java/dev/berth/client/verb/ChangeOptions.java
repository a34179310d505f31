package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import picocli.CommandLine.Option;

/** What every change of an app takes. */
final class ChangeOptions {
  @Option(names = "--dry-run", description = "Shows what would be done, and does nothing.")
  private boolean dryRun;

  @Option(names = "--force", description = "Though a source answers for the app.")
  private boolean force;

  boolean isDryRun() {
    return dryRun;
  }

  ApiPath forced(ApiPath path) {
    return path.flag("force", force);
  }
}
