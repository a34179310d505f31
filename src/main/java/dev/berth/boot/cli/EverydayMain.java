package dev.berth.boot.cli;

import dev.berth.client.ClientConnections;
import dev.berth.client.ClientShell;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * An everyday verb by itself: {@code bin/berth} starts this on a short class path, where nothing of
 * the server is loaded, so that an answer is there in a fraction of a second.
 */
public final class EverydayMain {
  /** Whether a person sits there, which the shell knows best. */
  private static final String TERMINAL = "berth.terminal";

  private EverydayMain() {}

  /** Runs one verb. */
  public static void main(String... args) {
    ClientShell shell = shell();
    int status = BerthCommands.everyday(args.length == 0 ? "" : args[0], shell).execute(args);
    shell.out().flush();
    shell.connections().close();
    System.exit(status);
  }

  /** This process; what it says is UTF-8 whatever the locale. */
  public static ClientShell shell() {
    return new ClientShell(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home", "/")),
        Boolean.getBoolean(TERMINAL),
        Clock.systemUTC(),
        new ClientConnections());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
