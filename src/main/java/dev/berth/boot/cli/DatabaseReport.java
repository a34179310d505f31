package dev.berth.boot.cli;

import dev.berth.boot.settings.GivenDatabase;
import dev.berth.database.DatabaseAddress;
import dev.berth.database.PostgresCheck;
import dev.berth.fault.Misconfigured;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bin/berth doctor} hears of the database: a line for each thing, of fields that tabs
 * divide: {@code ok}, what is good; or {@code problem}, what is not, and what mends it.
 */
public final class DatabaseReport {
  /** How the script asks for it; no command of a user's. */
  public static final String NAME = "database-report";

  private DatabaseReport() {}

  /** Prints it. */
  public static void print(PrintStream out) {
    try {
      Optional<DatabaseAddress> address = GivenDatabase.ofProcess();
      if (address.isPresent()) {
        print(new PostgresCheck(address.get()), out);
      }
    } catch (Misconfigured e) {
      out.println("problem\tthe database's settings\t" + e.getMessage());
    }
  }

  private static void print(PostgresCheck check, PrintStream out) {
    try {
      List<PostgresCheck.Obstacle> obstacles = check.obstacles();
      obstacles.forEach(one -> out.println("problem\t" + one.what() + "\t" + one.mend()));
      if (obstacles.isEmpty()) {
        out.println("ok\tthe database is " + check.server());
      }
    } catch (SQLException e) {
      String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      out.println(
          "problem\tthe database at "
              + check.address().place()
              + " does not answer ("
              + said
              + ")\tstart it, or mend berth.database.url, .username and .password-file");
    }
  }
}
