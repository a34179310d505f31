package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.ExitStatus;
import dev.berth.client.JsonView;
import dev.berth.client.text.TreeDiff;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code diff}: what manifests would change of what is declared. */
@Command(
    name = "diff",
    customSynopsis = "bin/berth diff [OPTIONS] -f FILE...",
    description = "What manifests would change of what is declared, field by field.",
    exitCodeList = {
      "0:done",
      "1:it could not be done",
      "2:the command itself is wrong",
      "4:no Berth answers",
      "5:the token is not good for this",
      "6:something differs, with --exit-code"
    })
final class DiffVerb extends Verb {
  @Mixin private ChangeOptions writing = new ChangeOptions();

  @Option(names = "--exit-code", description = "Exits with 6 if something differs.")
  private boolean exitCode;

  @Mixin private FileOptions files = new FileOptions();

  DiffVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() throws IOException {
    boolean differs = false;
    for (Applied one : ManifestWrite.of(shell(), berth(), writing, files.all()).rehearse()) {
      List<String> lines = TreeDiff.of(stored(one), declared(one.thing()));
      differs |= !lines.isEmpty();
      say(one.title() + (lines.isEmpty() ? ": no difference" : ":"));
      lines.forEach(line -> shell().out().println(paint().change(line)));
    }
    return differs && exitCode ? ExitStatus.DIFFERENT : done();
  }

  private Map<?, ?> stored(Applied one) {
    if (one.outcome().equals("created")) {
      return Map.of();
    }
    String plural =
        switch (one.kind()) {
          case "Registry" -> "registries";
          default -> one.kind().toLowerCase(Locale.ROOT) + "s";
        };
    try {
      return declared(berth().get(ApiPath.of("v1", plural, one.name())));
    } catch (ClientFailure e) {
      if (e.status() == ExitStatus.FAILED) {
        return Map.of();
      }
      throw e;
    }
  }

  private static Map<?, ?> declared(JsonView thing) {
    return Map.of(
        "labels", thing.map("metadata", "labels"),
        "annotations", thing.map("metadata", "annotations"),
        "spec", thing.map("spec"));
  }
}
