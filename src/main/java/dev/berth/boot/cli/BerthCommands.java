package dev.berth.boot.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of what needs Java but no server. Every exit status is one of three: {@link
 * CommandLine.ExitCode#OK 0} done, {@link CommandLine.ExitCode#SOFTWARE 1} it cannot be done or the
 * answer is no, {@link CommandLine.ExitCode#USAGE 2} the command itself is wrong.
 */
@Command(
    name = "bin/berth",
    description = "Keeps containers in the state that somebody declared.",
    versionProvider = BerthVersion.class,
    synopsisSubcommandLabel = "COMMAND")
@SuppressWarnings("UnusedVariable") // picocli reads that they are there
public final class BerthCommands {
  /** As wide as the pages of this repository, so that the line of a call is one. */
  private static final int WIDTH = 118;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      hidden = true,
      scope = ScopeType.INHERIT,
      description = "Says how the command is called.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Says which Berth this is.")
  private boolean version;

  private BerthCommands() {}

  /**
   * All commands over one home.
   *
   * @param passphrase of backups, from the environment: other users can read arguments
   */
  public static CommandLine of(
      Path home, Optional<String> passphrase, PrintStream out, PrintStream err) {
    return new CommandLine(new BerthCommands())
        .addSubcommand(new CheckCommand(out, err))
        .addSubcommand(new ConvertCommand(out, err))
        .addSubcommand(new BackupCommand(home, passphrase, out, err))
        .addSubcommand(new RestoreCommand(home, passphrase, out, err))
        .addSubcommand(new AuditCommand(home, out, err))
        .setExpandAtFiles(false)
        .setAllowOptionsAsOptionParameters(false)
        .setUsageHelpWidth(WIDTH)
        .setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setParameterExceptionHandler((wrong, args) -> misused(wrong));
  }

  /** One line, and the one that is probably meant; the whole usage is a {@code --help} away. */
  private static int misused(CommandLine.ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(command.getCommandName() + ": " + wrong.getMessage() + "; see " + name + " --help");
    UnmatchedArgumentException.printSuggestions(wrong, err);
    return CommandLine.ExitCode.USAGE;
  }
}
