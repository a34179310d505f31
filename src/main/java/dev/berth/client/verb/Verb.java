package dev.berth.client.verb;

import dev.berth.client.BerthClient;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.text.Paint;
import dev.berth.client.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all verbs share: which Berth is meant, and how a failure is told. */
@Command(
    abbreviateSynopsis = true,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:done",
      "1:it could not be done",
      "2:the command itself is wrong",
      "3:it is not ready: it failed, or time was up",
      "4:no Berth answers",
      "5:the token is not good for this"
    })
abstract class Verb implements Callable<Integer> {
  private final ClientShell shell;
  private @Nullable BerthClient client;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Which Berth: one of berth login, or local; otherwise BERTH_URL or the last.")
  private @Nullable String context;

  Verb(ClientShell shell) {
    this.shell = shell;
  }

  /** Does it; answers with the exit status. */
  abstract int run() throws IOException;

  @Override
  public final Integer call() {
    try {
      return run();
    } catch (ClientFailure e) {
      return told(e);
    } catch (NoSuchFileException e) {
      return told(ClientFailure.failed("there is no file " + e.getFile()));
    } catch (IOException | UncheckedIOException e) {
      return told(ClientFailure.failed(String.valueOf(e.getMessage())));
    } finally {
      shell.out().flush();
    }
  }

  private int told(ClientFailure failure) {
    String name = spec == null ? "" : spec.qualifiedName().replaceFirst("^bin/", "") + ": ";
    shell.err().println(name + Printable.whole(String.valueOf(failure.getMessage())));
    failure.details().forEach(line -> shell.err().println("  " + Printable.whole(line)));
    return failure.status();
  }

  final ClientShell shell() {
    return shell;
  }

  final Optional<String> context() {
    return Optional.ofNullable(context);
  }

  final BerthClient berth() {
    BerthClient known = client == null ? shell.connect(context()) : client;
    client = known;
    return known;
  }

  final Paint paint() {
    return new Paint(shell.isColoured());
  }

  final void say(String line) {
    shell.out().println(Printable.whole(line));
  }

  static int done() {
    return ExitCode.OK;
  }
}
