package dev.berth.boot.cli;

import dev.berth.backup.Backup;
import dev.berth.backup.BackupException;
import dev.berth.boot.settings.GivenDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code backup}: the whole state as one sealed file, while no server runs. */
@Command(
    name = "backup",
    description = {
      "Writes the whole state into one sealed file, while the server runs or not; - is standard"
          + " output.",
      "Apps, revisions, sources, registries, secrets, engines, keys, tokens, events, audit and"
          + " build contexts."
    })
final class BackupCommand extends StateCommand {
  BackupCommand(Path home, Optional<String> passphrase, PrintStream out, PrintStream err) {
    super(home, passphrase, out, err);
  }

  @Override
  void run(String file, char[] passphrase) throws IOException, SQLException, BackupException {
    if (file.equals("-")) {
      Backup.offline(home(), GivenDatabase.ofProcess(), passphrase, out());
      return;
    }
    Path target = Path.of(file).toAbsolutePath();
    Path draft =
        Files.createTempFile(
            target.getParent(),
            ".berth-",
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (OutputStream to = Files.newOutputStream(draft)) {
        Backup.offline(home(), GivenDatabase.ofProcess(), passphrase, to);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
