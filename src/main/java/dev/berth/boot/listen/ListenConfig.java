package dev.berth.boot.listen;

import dev.berth.boot.settings.DerivedConfig;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says in the framework's words what {@code berth.tls.*} says: TLS on Berth's port, and only it.
 */
@Priority(Priorities.APPLICATION + 100)
public final class ListenConfig extends DerivedConfig {
  static final String FILES = "quarkus.http.ssl.certificate.files";
  static final String STORE = "quarkus.http.ssl.certificate.key-store-file";
  static final String INSECURE = "quarkus.http.insecure-requests";

  private static final String KEY_FILES = "quarkus.http.ssl.certificate.key-files";
  private static final String STORE_TYPE = "quarkus.http.ssl.certificate.key-store-file-type";
  private static final String STORE_PASSWORD = "quarkus.http.ssl.certificate.key-store-password";
  private static final String PORT = "quarkus.http.ssl-port";

  private static final Set<String> NAMES =
      Set.of(FILES, KEY_FILES, STORE, STORE_TYPE, STORE_PASSWORD, INSECURE, PORT);

  private static final long serialVersionUID = 1;

  @Override
  protected String source() {
    return "berth-listen";
  }

  @Override
  protected Set<String> names() {
    return NAMES;
  }

  @Override
  protected Map<String, String> derived(ConfigSourceInterceptorContext context) {
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
}
