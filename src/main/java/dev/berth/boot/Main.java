package dev.berth.boot;

import dev.berth.backup.Restore;
import dev.berth.boot.check.DatabaseStart;
import dev.berth.boot.check.FaultFilter;
import dev.berth.boot.check.HomePermissions;
import dev.berth.boot.check.RunLock;
import dev.berth.boot.check.StartCheck;
import dev.berth.boot.cli.BerthCommands;
import dev.berth.boot.cli.DatabaseReport;
import dev.berth.boot.cli.EverydayMain;
import dev.berth.boot.cli.StateCommand;
import dev.berth.boot.settings.GivenDatabase;
import dev.berth.boot.settings.SettingsCheck;
import dev.berth.database.DatabaseAddress;
import dev.berth.fault.Misconfigured;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands of {@code bin/berth} that need Java. */
@QuarkusMain
public final class Main {
  Main() {}

  /** Runs one command: {@code serve} (the default), or one that needs no server. */
  public static void main(String... args) {
    if (args.length == 0 || args[0].equals("serve")) {
      serve(args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length));
    } else if (args[0].equals(DatabaseReport.NAME)) {
      DatabaseReport.print(System.out);
    } else {
      Optional<String> passphrase = Optional.ofNullable(System.getenv(StateCommand.PASSPHRASE));
      System.exit(BerthCommands.of(home(), passphrase, EverydayMain.shell()).execute(args));
    }
  }

  /** Reads no command line: what starts the server is on the way of nothing else. */
  private static void serve(String... rest) {
    requireHome();
    requireSettings().ifPresent(Main::requireDatabase);
    finishRestore();
    prepare();
    Quarkus.run(null, Main::ended, rest);
  }

  /**
   * Why nothing can be served from this home is one line, not the trace of who stumbles over it.
   */
  private static void requireHome() {
    Optional<String> obstacle = StartCheck.of(home()).obstacle();
    if (obstacle.isPresent()) {
      System.err.println("berth: " + obstacle.get());
      System.exit(1);
    }
  }

  /** What the operator has to mend is one line; so is any other failure, whatever the log has. */
  private static void ended(int code, @Nullable Throwable failure) {
    if (failure != null) {
      String line = FaultFilter.line(failure).orElseGet(() -> "cannot start: " + words(failure));
      System.err.println("berth: " + line);
    }
    System.exit(code);
  }

  private static String words(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first.toString().replaceAll("\\R+", "; ");
  }

  /** The PostgreSQL that they name, if they do. */
  private static Optional<DatabaseAddress> requireSettings() {
    if (!SettingsCheck.isNeeded(
        System.getenv().keySet(),
        System.getProperties().stringPropertyNames(),
        StartCheck.of(home()).settings())) {
      return Optional.empty();
    }
    Optional<DatabaseAddress> given = given();
    SettingsCheck check = SettingsCheck.ofProcess();
    check.ignored().forEach(line -> System.err.println("berth: " + line));
    List<String> obstacles = check.obstacles();
    if (!obstacles.isEmpty()) {
      obstacles.forEach(line -> System.err.println("berth: " + line));
      System.exit(1);
    }
    return given;
  }

  private static Optional<DatabaseAddress> given() {
    try {
      return GivenDatabase.ofProcess();
    } catch (Misconfigured e) {
      throw refused(e);
    }
  }

  /** Several Berths may share it, each with a home of its own. */
  private static void requireDatabase(DatabaseAddress address) {
    try {
      RunLock.take(home());
      new DatabaseStart(address).await();
    } catch (Misconfigured e) {
      throw refused(e);
    }
  }

  private static Misconfigured refused(Misconfigured why) {
    System.err.println("berth: " + why.getMessage());
    System.exit(1);
    return why;
  }

  /** Before anything opens the home: a restore may have been cut off. */
  private static void finishRestore() {
    try {
      Restore.finish(home());
    } catch (IOException e) {
      throw new UncheckedIOException("finish the restore of " + home(), e);
    }
  }

  /** What cannot be made is told by whoever needs it. */
  private static void prepare() {
    try {
      HomePermissions.prepare(home());
    } catch (IOException e) {
      System.err.println("cannot write to " + home() + ": " + e.getMessage());
    }
  }

  /** As the scripts name it; settings in files are not read yet. */
  private static Path home() {
    String fallback = Path.of(System.getProperty("user.home"), ".berth").toString();
    String named = System.getenv().getOrDefault("BERTH_HOME", fallback);
    return Path.of(System.getProperty("berth.home", named)).toAbsolutePath();
  }
}
