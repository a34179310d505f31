package dev.berth.boot.cli;

import dev.berth.client.ClientShell;
import dev.berth.client.verb.Verbs;
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
 * The command line of what needs Java. What needs no server exits with one of three: {@link
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
   * @param shell what the everyday verbs have of this process
   */
  public static CommandLine of(Path home, Optional<String> passphrase, ClientShell shell) {
    PrintStream out = shell.out();
    PrintStream err = shell.err();
    CommandLine berth =
        new CommandLine(new BerthCommands())
            .addSubcommand(new CheckCommand(out, err))
            .addSubcommand(new ConvertCommand(out, err))
            .addSubcommand(new BackupCommand(home, passphrase, out, err))
            .addSubcommand(new RestoreCommand(home, passphrase, out, err))
            .addSubcommand(new AuditCommand(home, out, err));
    Verbs.addAll(berth, shell);
    berth.addSubcommand(new CompletionCommand(() -> of(home, passphrase, shell), out));
    return set(berth, shell);
  }

  /** One everyday verb alone, which is all that a call of it needs. */
  static CommandLine everyday(String verb, ClientShell shell) {
    if (verb.equals("completion")) {
      return of(shell.userHome(), Optional.empty(), shell);
    }
    CommandLine berth = new CommandLine(new BerthCommands());
    Verbs.add(verb, berth, shell);
    return set(berth, shell);
  }

  private static CommandLine set(CommandLine berth, ClientShell shell) {
    return berth
        .setExpandAtFiles(false)
        .setAllowOptionsAsOptionParameters(false)
        .setUsageHelpWidth(WIDTH)
        .setOut(new PrintWriter(shell.out(), true, shell.out().charset()))
        .setErr(new PrintWriter(shell.err(), true, shell.err().charset()))
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
