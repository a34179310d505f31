package dev.berth.boot.listen;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says in the framework's words what {@code berth.tls.*} says: TLS on Berth's port, and only it.
 *
 * <p>An interceptor and not a source: sources that are made from other settings do not see the
 * files of {@code smallrye.config.locations}, which are the operator's. Whoever sets the
 * framework's own words in a stronger place than what is built in is heeded.
 */
@Priority(Priorities.APPLICATION + 100)
public final class ListenConfig implements ConfigSourceInterceptor {
  static final String FILES = "quarkus.http.ssl.certificate.files";
  static final String STORE = "quarkus.http.ssl.certificate.key-store-file";
  static final String INSECURE = "quarkus.http.insecure-requests";

  private static final String KEY_FILES = "quarkus.http.ssl.certificate.key-files";
  private static final String STORE_TYPE = "quarkus.http.ssl.certificate.key-store-file-type";
  private static final String STORE_PASSWORD = "quarkus.http.ssl.certificate.key-store-password";
  private static final String PORT = "quarkus.http.ssl-port";

  private static final Set<String> NAMES =
      Set.of(FILES, KEY_FILES, STORE, STORE_TYPE, STORE_PASSWORD, INSECURE, PORT);

  private static final int OVER_BUILT_IN = 260;
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue given = context.proceed(name);
    if (!NAMES.contains(name)
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
            .withConfigSourceName("berth-listen")
            .withConfigSourceOrdinal(OVER_BUILT_IN)
            .build();
  }

  @Override
  public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
    Set<String> names = new TreeSet<>(derived(context).keySet());
    context.iterateNames().forEachRemaining(names::add);
    return names.iterator();
  }

  private static Map<String, String> derived(ConfigSourceInterceptorContext context) {
    Map<String, String> derived = new TreeMap<>();
    Optional<String> certificate = text(context, "berth.tls.certificate");
    Optional<String> key = text(context, "berth.tls.key");
    boolean selfMade = text(context, "berth.tls.self-made").map(Boolean::valueOf).orElse(false);
    if (certificate.isPresent() && key.isPresent()) {
      derived.put(FILES, certificate.get());
      derived.put(KEY_FILES, key.get());
    } else if (selfMade) {
      Path store =
          SelfSignedCertificate.in(Path.of(text(context, "berth.home").orElse(".")).resolve("tls"));
      derived.put(STORE, store.toString());
      derived.put(STORE_TYPE, "PKCS12");
      derived.put(STORE_PASSWORD, SelfSignedCertificate.PASSWORD);
    }
    if (!derived.isEmpty()) {
      derived.put(INSECURE, "disabled");
      derived.put(PORT, text(context, "berth.port").orElse("8080"));
    }
    return derived;
  }

  private static Optional<String> text(ConfigSourceInterceptorContext context, String name) {
    return Optional.ofNullable(context.proceed(name))
        .map(ConfigValue::getValue)
        .filter(text -> !text.isBlank());
  }
}
