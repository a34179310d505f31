package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.ExecSocket;
import dev.berth.client.ExitStatus;
import dev.berth.client.JsonView;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code exec}: a command in a container, as if one sat there. */
@Command(
    name = "exec",
    customSynopsis = "bin/berth exec [OPTIONS] APP [SERVICE] [-- COMMAND...]",
    description =
        "Runs a command in a container of an app, and exits as it does; without one a shell.")
final class ExecVerb extends Verb {
  private static final int CHUNK = 1 << 13;
  private static final String REST = "--";

  @Option(
      names = {"-i", "--stdin"},
      description = "What is typed, or comes in, is its input.")
  private boolean stdin;

  @Option(
      names = {"-t", "--tty"},
      description = "With a terminal.")
  private boolean tty;

  @Option(names = "--replica", paramLabel = "N", description = "In which replica.")
  private @Nullable String replica;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      description = "As whom, in place of the container's user.")
  private @Nullable String user;

  @Option(
      names = {"-w", "--workdir"},
      paramLabel = "FOLDER",
      description = "Where it begins.")
  private @Nullable String workdir;

  @Parameters(
      arity = "1..*",
      paramLabel = "APP",
      description = "Which app, and which of its services; behind -- the command.")
  private List<String> words = List.of();

  @Spec private @Nullable CommandSpec self;

  ExecVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() throws IOException {
    List<String> command = command();
    int names = words.size() - command.size();
    if (names < 1 || names > 2) {
      throw new ClientFailure(
          ExitStatus.USAGE, "say APP, or APP SERVICE, and the command behind --: exec shop -- ls");
    }
    boolean isShell = command.isEmpty();
    boolean withInput = stdin || isShell;
    boolean withTerminal = tty || (isShell && shell().isTerminal());
    ApiPath path =
        ApiPath.app(words.getFirst(), "exec")
            .with("service", names == 2 ? Optional.of(words.get(1)) : Optional.empty())
            .with("replica", Optional.ofNullable(replica))
            .with("user", Optional.ofNullable(user))
            .with("workdir", Optional.ofNullable(workdir))
            .with("stdin", String.valueOf(withInput))
            .with("tty", String.valueOf(withTerminal))
            .with("command", command);
    return status(withTerminal ? onTerminal(path, withInput) : follow(path, withInput, false));
  }

  /** What stands behind the first {@code --}, whatever it looks like. */
  private List<String> command() {
    List<String> typed =
        self == null ? List.of() : self.commandLine().getParseResult().originalArgs();
    int rest = typed.indexOf(REST);
    return rest < 0 ? List.of() : typed.subList(rest + 1, typed.size());
  }

  private JsonView onTerminal(ApiPath path, boolean withInput) {
    Optional<LocalTerminal.Size> size =
        shell().isTerminal() ? LocalTerminal.size() : Optional.empty();
    ApiPath sized =
        size.map(now ->
                path.with("columns", String.valueOf(now.columns()))
                    .with("rows", String.valueOf(now.rows())))
            .orElse(path);
    return follow(sized, withInput, shell().isTerminal() && withInput);
  }

  private JsonView follow(ApiPath path, boolean withInput, boolean isRaw) {
    ExecSocket exec = ExecSocket.open(berth(), path, shell().out(), shell().err());
    if (!isRaw) {
      begin(exec, withInput);
      return exec.end();
    }
    Optional<LocalTerminal> terminal = LocalTerminal.raw();
    try {
      LocalTerminal.onResize(
          () -> LocalTerminal.size().ifPresent(size -> exec.resize(size.columns(), size.rows())));
      begin(exec, withInput);
      return exec.end();
    } finally {
      terminal.ifPresent(LocalTerminal::close);
    }
  }

  /** Somebody who types nothing more keeps no program from ending. */
  private void begin(ExecSocket exec, boolean withInput) {
    if (withInput) {
      Thread.ofPlatform().daemon().name("exec-input").start(() -> copy(shell().in(), exec));
    }
  }

  private static void copy(InputStream in, ExecSocket exec) {
    try {
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        exec.type(chunk, read);
      }
    } catch (IOException e) {
      // What cannot be read any more has ended.
    }
    exec.endInput();
  }

  private int status(JsonView end) {
    if (end.text("status").equals("Success")) {
      return done();
    }
    for (JsonView cause : end.items("details", "causes")) {
      if (cause.text("reason").equals("ExitCode")) {
        return Integer.parseInt(cause.text("message"));
      }
    }
    throw ClientFailure.failed(end.text("message"));
  }
}
