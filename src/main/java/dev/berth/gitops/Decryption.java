package dev.berth.gitops;

import dev.berth.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that are encrypted with SOPS or age, opened by these programs themselves where they are on
 * the path. What cannot be opened is that file's fault, and is told without its content.
 */
final class Decryption {
  private static final Pattern SOPS =
      Pattern.compile("(?m)^\\s*\"?sops\"?:\\s*(?:\\{|$)[\\s\\S]*\\b\"?mac\"?:");
  private static final String AGE = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path key;

  /** With the file of an age identity. */
  Decryption(Path key) {
    this.key = key;
  }

  /** The same tree with every text readable, or with why it is not. */
  SourceTree of(SourceTree sourceTree) {
    return new SourceTree(
        sourceTree.confined(),
        sourceTree.base(),
        sourceTree.name(),
        sourceTree.revision(),
        sourceTree.files().stream().map(this::file).toList());
  }

  private SourceTree.File file(SourceTree.File file) {
    if (file.text().startsWith(AGE)) {
      return opened(file, "age", List.of("age", "--decrypt", "--identity", key.toString()));
    }
    if (SOPS.matcher(file.text()).find()) {
      String type = file.name().endsWith(".json") ? "json" : "yaml";
      return opened(
          file,
          "sops",
          List.of("sops", "--decrypt", "--input-type", type, "--output-type", type, "/dev/stdin"));
    }
    return file;
  }

  private SourceTree.File opened(SourceTree.File file, String program, List<String> command) {
    try {
      Program run = Program.of(LIMIT, command).with(Map.of("SOPS_AGE_KEY_FILE", key.toString()));
      return switch (run.run(file.text())) {
        case Program.Ended ended when ended.isGood() ->
            new SourceTree.File(file.path(), ended.words(), Optional.empty());
        case Program.Ended ended ->
            closed(file, program + " cannot open it; look at the age key in " + key);
        case Program.Late late ->
            closed(file, program + " did not open it within " + late.limit().toSeconds() + " s");
        case Program.Missing missing ->
            closed(
                file,
                "the program "
                    + program
                    + " is not on Berth's PATH: install it and put the age key into "
                    + key);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return closed(file, "Berth is ending");
    }
  }

  private static SourceTree.File closed(SourceTree.File file, String why) {
    return new SourceTree.File(
        file.path(), file.text(), Optional.of(FileError.of("is encrypted, and " + why)));
  }
}
