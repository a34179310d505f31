package dev.berth.boot.settings;

import dev.berth.database.DatabaseAddress;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says in the framework's words what {@code berth.database.*} says: PostgreSQL in place of the file
 * in BERTH_HOME. Whoever sets the framework's own words in a stronger place than what is built in
 * is heeded.
 */
@Priority(Priorities.APPLICATION + 100)
public final class DatabaseConfig implements ConfigSourceInterceptor {
  private static final String SOURCE = "quarkus.datasource.";
  private static final int OVER_BUILT_IN = 260;
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue given = context.proceed(name);
    if (!name.startsWith(SOURCE)
        || (given != null && given.getConfigSourceOrdinal() > OVER_BUILT_IN)) {
      return given;
    }
    String value = derived(context).get(name);
    return value == null
        ? given
        : ConfigValue.builder()
            .withName(name)
            .withValue(value)
            .withRawValue(value)
            .withConfigSourceName("berth-database")
            .withConfigSourceOrdinal(OVER_BUILT_IN)
            .build();
  }

  @Override
  public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
    Map<String, String> derived = derived(context);
    if (derived.isEmpty()) {
      return context.iterateNames();
    }
    TreeSet<String> names = new TreeSet<>(derived.keySet());
    context.iterateNames().forEachRemaining(names::add);
    return names.iterator();
  }

  private static Map<String, String> derived(ConfigSourceInterceptorContext context) {
    Optional<DatabaseAddress> given = DatabaseAddress.of(name -> text(context, name));
    Map<String, String> derived = new TreeMap<>();
    if (given.isPresent()) {
      DatabaseAddress address = given.get();
      derived.put(SOURCE + "jdbc.url", address.url());
      derived.put(SOURCE + "jdbc.max-size", String.valueOf(address.pool()));
      derived.put(SOURCE + "jdbc.acquisition-timeout", "5S");
      derived.put(SOURCE + "username", address.username());
      derived.put(SOURCE + "password", address.password());
    }
    return derived;
  }

  private static Optional<String> text(ConfigSourceInterceptorContext context, String name) {
    return Optional.ofNullable(context.proceed(name))
        .map(ConfigValue::getValue)
        .filter(text -> !text.isBlank());
  }
}
