package dev.berth.boot.cli;

import dev.berth.security.AuditChain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code audit}: whether the files of the audit are as they were written. */
@Command(
    name = "audit",
    description =
        "Reads audit.jsonl.1 and audit.jsonl in BERTH_HOME, and says whether they are as they were"
            + " written.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:they are",
      "1:a line was changed or taken out, or they cannot be read",
      "2:the command itself is wrong"
    })
final class AuditCommand implements Callable<Integer> {
  private final Path home;
  private final PrintStream out;
  private final PrintStream err;

  AuditCommand(Path home, PrintStream out, PrintStream err) {
    this.home = home;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    try {
      AuditChain.Verdict verdict = AuditChain.check(home);
      verdict.breaks().forEach(err::println);
      if (verdict.breaks().isEmpty()) {
        out.println(
            "whole: " + verdict.lines() + " entries, the last with digest " + verdict.last());
      }
      return verdict.breaks().isEmpty() ? 0 : 1;
    } catch (IOException e) {
      err.println("audit: cannot read the files in " + home + ": " + e.getMessage());
      return 1;
    }
  }
}
