package dev.berth.boot.wiring;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** What this Berth knows of the tables, beside what the database has. */
record KnownSchema(Flyway flyway) {

  /** Whether a newer Berth has been at them. */
  boolean isOlder() {
    return all().anyMatch(one -> one.getState().isApplied() && !one.getState().isResolved());
  }

  /** The newest of its own. */
  String newest() {
    return all()
        .filter(one -> one.getState().isResolved() && one.getVersion() != null)
        .map(MigrationInfo::getVersion)
        .max(Comparator.naturalOrder())
        .map(Object::toString)
        .orElse("0");
  }

  private Stream<MigrationInfo> all() {
    return Arrays.stream(flyway.info().all());
  }
}
