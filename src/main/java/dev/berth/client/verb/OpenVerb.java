package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.text.AppSummary;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code open}: where an app, or Berth, answers a browser. */
@Command(name = "open", description = "Says where an app answers, or Berth itself, and opens it.")
final class OpenVerb extends Verb {
  @Option(names = "--print", description = "Only says it.")
  private boolean print;

  @Parameters(arity = "0..1", paramLabel = "APP", description = "Which app; otherwise Berth.")
  private @Nullable String app;

  OpenVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    String url = app == null ? berth().server() + "/" : endpoint(app);
    say(url);
    if (!print && shell().isTerminal() && isDesk()) {
      open(url);
    }
    return done();
  }

  private String endpoint(String name) {
    String all = new AppSummary(berth().get(ApiPath.app(name))).endpoints();
    if (all.isEmpty()) {
      throw ClientFailure.failed(name + " publishes no port: ports: [\"8000:80\"] would");
    }
    return all.split(", ", -1)[0];
  }

  private boolean isDesk() {
    return shell().environment().containsKey("DISPLAY")
        || shell().environment().containsKey("WAYLAND_DISPLAY");
  }

  /** Where no browser can be had the address was said already. */
  private static void open(String url) {
    try {
      Process unused =
          new ProcessBuilder("xdg-open", url)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return;
    }
  }
}
