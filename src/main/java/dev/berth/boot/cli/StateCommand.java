package dev.berth.boot.cli;

import dev.berth.backup.Backup;
import dev.berth.backup.BackupException;
import dev.berth.backup.Restore;
import dev.berth.backup.Trial;
import dev.berth.port.BackupExport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code backup [--passphrase-file F] FILE} and {@code restore [--force] [--check]
 * [--passphrase-file F] FILE}: the whole state as one sealed file, and back, while no server runs.
 * {@code -} is standard input or output.
 */
public final class StateCommand {
  public static final String PASSPHRASE = "BERTH_BACKUP_PASSPHRASE";

  private final Path home;
  private final Optional<String> given;
  private final PrintStream out;
  private final PrintStream err;

  /** What was asked for. */
  private record Ask(List<String> options, String passphrase, String file) {
    char[] characters() {
      return passphrase.toCharArray();
    }
  }

  /**
   * Over one home.
   *
   * @param given the passphrase, from the environment: other users can read arguments
   */
  public StateCommand(Path home, Optional<String> given, PrintStream out, PrintStream err) {
    this.home = home;
    this.given = given;
    this.out = out;
    this.err = err;
  }

  /** Exit status: 0 done, 1 it cannot be done, 2 the command itself is wrong. */
  public int run(String command, String... args) {
    try {
      Optional<Ask> ask = ask(command, args);
      if (ask.isEmpty()) {
        return 2;
      }
      Restore.finish(home);
      return command.equals("backup") ? backup(ask.get()) : restore(ask.get());
    } catch (BackupException e) {
      err.println(command + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      err.println(command + ": there is no file " + e.getFile());
    } catch (IOException | SQLException | InvalidPathException e) {
      err.println(command + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return 1;
  }

  private Optional<Ask> ask(String command, String... args) throws IOException {
    List<String> words = new ArrayList<>(List.of(args));
    Optional<String> passphrase = given;
    int option = words.indexOf("--passphrase-file");
    if (option >= 0 && option + 1 < words.size()) {
      passphrase = Files.readString(Path.of(words.get(option + 1))).lines().findFirst();
      words.subList(option, option + 2).clear();
    }
    List<String> options = new ArrayList<>();
    for (String known : command.equals("restore") ? List.of("--force", "--check") : List.of("")) {
      if (words.remove(known)) {
        options.add(known);
      }
    }
    if (words.size() != 1 || (words.getFirst().startsWith("-") && !words.getFirst().equals("-"))) {
      err.println(command + " needs one FILE (- is standard input or output); see --help");
      return Optional.empty();
    }
    String secret = passphrase.map(String::strip).orElse("");
    if (secret.length() < BackupExport.SHORTEST_PASSPHRASE) {
      err.println(
          command
              + " needs a passphrase of 12 characters or more: --passphrase-file F, or "
              + PASSPHRASE
              + " in the environment");
      return Optional.empty();
    }
    return Optional.of(new Ask(options, secret, words.getFirst()));
  }

  private int backup(Ask ask) throws IOException, SQLException, BackupException {
    if (ask.file().equals("-")) {
      Backup.offline(home, ask.characters(), out);
      return 0;
    }
    Path file = Path.of(ask.file()).toAbsolutePath();
    Path draft =
        Files.createTempFile(
            file.getParent(),
            ".berth-",
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (OutputStream to = Files.newOutputStream(draft)) {
        Backup.offline(home, ask.characters(), to);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return 0;
  }

  private int restore(Ask ask) throws IOException, SQLException, BackupException {
    try (InputStream from =
        ask.file().equals("-")
            ? System.in
            : new BufferedInputStream(Files.newInputStream(Path.of(ask.file())))) {
      if (ask.options().contains("--check")) {
        out.println(Trial.of(from, ask.characters()));
      } else {
        Restore.into(home, ask.options().contains("--force"), from, ask.characters());
        out.println("restored into " + home);
      }
      return 0;
    }
  }
}
