package dev.berth.boot.cli;

import dev.berth.backup.BackupException;
import dev.berth.backup.Restore;
import dev.berth.fault.Misconfigured;
import dev.berth.port.BackupExport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code backup} and {@code restore} share: the home, the file and its passphrase. */
@Command(
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:done", "1:it cannot be done", "2:the command itself is wrong"})
public abstract sealed class StateCommand implements Callable<Integer>
    permits BackupCommand, RestoreCommand {
  public static final String PASSPHRASE = "BERTH_BACKUP_PASSPHRASE";

  private final Path home;
  private final Optional<String> given;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--passphrase-file",
      paramLabel = "F",
      description =
          "The passphrase, of 12 characters or more, is its first line; otherwise it is in "
              + PASSPHRASE
              + ".")
  private @Nullable String passphraseFile;

  @Parameters(paramLabel = "FILE", description = "The sealed file.")
  private String file = "";

  StateCommand(Path home, Optional<String> given, PrintStream out, PrintStream err) {
    this.home = home;
    this.given = given;
    this.out = out;
    this.err = err;
  }

  abstract void run(String file, char[] passphrase)
      throws IOException, SQLException, BackupException;

  final Path home() {
    return home;
  }

  final PrintStream out() {
    return out;
  }

  @Override
  public final Integer call() {
    CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
    try {
      char[] passphrase = passphrase(command);
      Restore.finish(home);
      run(file, passphrase);
      return 0;
    } catch (BackupException | Misconfigured e) {
      err.println(command.name() + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      err.println(command.name() + ": there is no file " + e.getFile());
    } catch (IOException | SQLException | InvalidPathException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      err.println(command.name() + ": " + reason);
    }
    return 1;
  }

  private char[] passphrase(CommandSpec command) throws IOException {
    Optional<String> found =
        passphraseFile == null
            ? given
            : Files.readString(Path.of(passphraseFile)).lines().findFirst();
    String secret = found.map(String::strip).orElse("");
    if (secret.length() < BackupExport.SHORTEST_PASSPHRASE) {
      throw new ParameterException(
          command.commandLine(),
          "a passphrase of 12 characters or more is needed: --passphrase-file F, or "
              + PASSPHRASE
              + " in the environment");
    }
    return secret.toCharArray();
  }
}
