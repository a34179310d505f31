package dev.berth.boot.settings;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says in the framework's words what settings of Berth's say.
 *
 * <p>An interceptor and not a source: sources that are made from other settings do not see the
 * files of {@code smallrye.config.locations}, which are the operator's. Whoever sets the
 * framework's own words in a stronger place than what is built in is heeded.
 */
public abstract class DerivedConfig implements ConfigSourceInterceptor {
  private static final int OVER_BUILT_IN = 260;
  private static final long serialVersionUID = 1;

  /** How the place of these values is called where somebody asks for it. */
  protected abstract String source();

  /** All of the framework's words that may be said. */
  protected abstract Set<String> names();

  /** Those that are said, by what Berth's own settings are now. */
  protected abstract Map<String, String> derived(ConfigSourceInterceptorContext context);

  @Override
  public final @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue given = context.proceed(name);
    if (!names().contains(name)
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
            .withConfigSourceName(source())
            .withConfigSourceOrdinal(OVER_BUILT_IN)
            .build();
  }

  @Override
  public final Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
    Set<String> names = new TreeSet<>(derived(context).keySet());
    context.iterateNames().forEachRemaining(names::add);
    return names.iterator();
  }

  /** One of Berth's own settings, if it says something. */
  protected static Optional<String> text(ConfigSourceInterceptorContext context, String name) {
    return Optional.ofNullable(context.proceed(name))
        .map(ConfigValue::getValue)
        .filter(text -> !text.isBlank());
  }
}
