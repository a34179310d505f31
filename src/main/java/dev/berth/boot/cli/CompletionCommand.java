package dev.berth.boot.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code completion}: what a shell has to know to complete the command line. */
@Command(
    name = "completion",
    description = {
      "Prints what a shell completes berth by: source <(berth completion bash), the same in zsh;",
      "berth completion fish >~/.config/fish/completions/berth.fish."
    })
final class CompletionCommand implements Callable<Integer> {
  private static final String NAME = "berth";

  /** Those of the script alone. */
  private static final List<String> SCRIPTED = List.of("serve", "doctor", "rotate-key");

  /** Shells that there are completions for. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  private final Supplier<CommandLine> all;
  private final PrintStream out;

  @Parameters(paramLabel = "bash|zsh|fish", description = "Which shell.")
  private Shell shell = Shell.bash;

  /** {@code all} makes all commands, which only this one needs. */
  CompletionCommand(Supplier<CommandLine> all, PrintStream out) {
    this.all = all;
    this.out = out;
  }

  @Override
  public Integer call() {
    CommandLine berth = all.get();
    berth.setCommandName(NAME);
    SCRIPTED.forEach(name -> berth.addSubcommand(name, CommandSpec.create()));
    String script =
        shell == Shell.fish
            ? new FishCompletion(NAME).of(berth)
            : AppNames.askedIn(AutoComplete.bash(NAME, berth), berth);
    out.print(script);
    return CommandLine.ExitCode.OK;
  }
}
