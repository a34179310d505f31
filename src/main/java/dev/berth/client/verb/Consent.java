package dev.berth.client.verb;

import picocli.CommandLine.Option;

/** What is agreed to beforehand. */
final class Consent {
  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask.")
  private boolean yes;

  boolean isGiven() {
    return yes;
  }
}
