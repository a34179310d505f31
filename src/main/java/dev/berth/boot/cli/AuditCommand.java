package dev.berth.boot.cli;

import dev.berth.security.AuditChain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** {@code audit}: whether the files of the audit are as they were written. */
public final class AuditCommand {
  private final Path home;
  private final PrintStream out;
  private final PrintStream err;

  public AuditCommand(Path home, PrintStream out, PrintStream err) {
    this.home = home;
    this.out = out;
    this.err = err;
  }

  /** Exit status: 0 they are, 1 they are not, or cannot be read. */
  public int run() {
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
