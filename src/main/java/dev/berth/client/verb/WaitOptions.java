package dev.berth.client.verb;

import picocli.CommandLine.Option;

/** How long a verb waits for what it asked for. */
final class WaitOptions {
  @Option(names = "--no-wait", description = "Ends when it is stored, not when it is ready.")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait until it is ready: 90s, 10m; 5m by default, 30m at most.")
  private String timeout = "5m";

  boolean waits() {
    return !noWait;
  }

  String timeout() {
    return timeout;
  }
}
