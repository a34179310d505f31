package dev.berth.boot;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Says in the framework's words what {@code berth.tls.*} says: TLS on Berth's port, and only it.
 */
public final class ListenConfig implements ConfigSourceFactory {
  private static final int OVER_BUILT_IN = 260;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    Map<String, String> derived = new TreeMap<>();
    Optional<String> certificate = text(context, "berth.tls.certificate");
    Optional<String> key = text(context, "berth.tls.key");
    boolean selfMade = text(context, "berth.tls.self-made").map(Boolean::valueOf).orElse(false);
    if (certificate.isPresent() && key.isPresent()) {
      derived.put("quarkus.http.ssl.certificate.files", certificate.get());
      derived.put("quarkus.http.ssl.certificate.key-files", key.get());
    } else if (selfMade) {
      Path store = SelfMade.in(Path.of(text(context, "berth.home").orElse(".")).resolve("tls"));
      derived.put("quarkus.http.ssl.certificate.key-store-file", store.toString());
      derived.put("quarkus.http.ssl.certificate.key-store-file-type", "PKCS12");
      derived.put("quarkus.http.ssl.certificate.key-store-password", SelfMade.PASSWORD);
    }
    if (!derived.isEmpty()) {
      derived.put("quarkus.http.insecure-requests", "disabled");
      derived.put("quarkus.http.ssl-port", text(context, "berth.port").orElse("8080"));
    }
    return List.of(new PropertiesConfigSource(derived, "berth-listen", OVER_BUILT_IN));
  }

  private static Optional<String> text(ConfigSourceContext context, String name) {
    ConfigValue value = context.getValue(name);
    return Optional.ofNullable(value).map(ConfigValue::getValue).filter(text -> !text.isBlank());
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(OVER_BUILT_IN);
  }
}
