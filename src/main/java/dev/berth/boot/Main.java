package dev.berth.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/** The commands of {@code bin/berth} that need Java. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Runs one command: {@code serve} (the default), {@code check} or {@code convert}. */
  public static void main(String... args) {
    String command = args.length == 0 ? "serve" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (command) {
      case "serve" -> Quarkus.run(rest);
      case "check" -> System.exit(new CheckCommand(System.out, System.err).run(rest));
      case "convert" -> System.exit(new ConvertCommand(System.out, System.err).run(rest));
      default -> {
        System.err.println("unknown command " + command + "; known: serve, check, convert");
        System.exit(2);
      }
    }
  }
}
