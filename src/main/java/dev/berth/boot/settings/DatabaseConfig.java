package dev.berth.boot.settings;

import dev.berth.database.DatabaseAddress;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says in the framework's words what {@code berth.database.*} says: PostgreSQL in place of the file
 * in BERTH_HOME.
 */
@Priority(Priorities.APPLICATION + 100)
public final class DatabaseConfig extends DerivedConfig {
  private static final String URL = "quarkus.datasource.jdbc.url";
  private static final String POOL = "quarkus.datasource.jdbc.max-size";
  private static final String PATIENCE = "quarkus.datasource.jdbc.acquisition-timeout";
  private static final String USERNAME = "quarkus.datasource.username";
  private static final String PASSWORD = "quarkus.datasource.password";

  private static final Set<String> NAMES = Set.of(URL, POOL, PATIENCE, USERNAME, PASSWORD);

  private static final long serialVersionUID = 1;

  @Override
  protected String source() {
    return "berth-database";
  }

  @Override
  protected Set<String> names() {
    return NAMES;
  }

  @Override
  protected Map<String, String> derived(ConfigSourceInterceptorContext context) {
    Optional<DatabaseAddress> given = DatabaseAddress.of(name -> text(context, name));
    Map<String, String> derived = new TreeMap<>();
    if (given.isPresent()) {
      DatabaseAddress address = given.get();
      derived.put(URL, address.url());
      derived.put(POOL, String.valueOf(address.pool()));
      derived.put(PATIENCE, "5S");
      derived.put(USERNAME, address.username());
      derived.put(PASSWORD, address.password());
    }
    return derived;
  }
}
