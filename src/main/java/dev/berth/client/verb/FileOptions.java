package dev.berth.client.verb;

import java.util.List;
import picocli.CommandLine.Option;

/** Which manifests a verb is about. */
final class FileOptions {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "A file, a folder of them, or - for standard input; may come again.")
  private List<String> files = List.of();

  List<String> all() {
    return files;
  }
}
