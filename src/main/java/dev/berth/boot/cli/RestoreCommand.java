package dev.berth.boot.cli;

import dev.berth.backup.BackupException;
import dev.berth.backup.Restore;
import dev.berth.backup.Trial;
import dev.berth.boot.settings.GivenDatabase;
import dev.berth.database.DatabaseAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restore}: the state of a sealed file, back into a home in which no server runs. */
@Command(
    name = "restore",
    description = {
      "Puts the state of a backup into BERTH_HOME, in which no server may run. - is standard input."
    })
final class RestoreCommand extends StateCommand {
  @Option(
      names = "--force",
      description =
          "Replaces a state that is there; the old one is kept beside as before-restore-TIME.")
  private boolean force;

  @Option(names = "--check", description = "Reads the file to its end and changes nothing.")
  private boolean check;

  RestoreCommand(Path home, Optional<String> passphrase, PrintStream out, PrintStream err) {
    super(home, passphrase, out, err);
  }

  @Override
  void run(String file, char[] passphrase) throws IOException, SQLException, BackupException {
    try (InputStream from =
        file.equals("-")
            ? System.in
            : new BufferedInputStream(Files.newInputStream(Path.of(file)))) {
      if (check) {
        out().println(Trial.of(from, passphrase));
      } else {
        Optional<DatabaseAddress> elsewhere = GivenDatabase.ofProcess();
        Restore.into(home(), elsewhere, force, from, passphrase);
        out()
            .println(
                "restored into " + home() + elsewhere.map(at -> " and " + at.place()).orElse(""));
      }
    }
  }
}
