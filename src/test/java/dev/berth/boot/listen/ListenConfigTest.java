package dev.berth.boot.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for TLS gets it, wherever it was asked for: a file, a property, the environment. */
class ListenConfigTest {
  /** As {@code -D} and the environment have it. */
  private static final int STRONG = 400;

  private static final int BUILT_IN = 250;

  @TempDir Path folder;

  private SmallRyeConfig config(String file, Map<String, String> strong) throws Exception {
    Path settings = Files.writeString(folder.resolve("application.properties"), file);
    Map<String, String> given = new HashMap<>(strong);
    given.put("smallrye.config.locations", settings.toUri().toString());
    Map<String, String> builtIn =
        Map.of(
            "berth.port", "8080",
            "berth.home", folder.toString(),
            "quarkus.http.insecure-requests", "enabled");
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredSources()
        .withInterceptors(new ListenConfig())
        .withSources(new PropertiesConfigSource(builtIn, "built in", BUILT_IN))
        .withSources(new PropertiesConfigSource(given, "given", STRONG))
        .build();
  }

  private static String value(SmallRyeConfig config, String name) {
    return config.getOptionalValue(name, String.class).orElse("");
  }

  @Test
  void aFileIsHeeded() throws Exception {
    SmallRyeConfig config = config("berth.tls.self-made=true\nberth.port=9443\n", Map.of());

    assertThat(value(config, "quarkus.http.insecure-requests")).isEqualTo("disabled");
    assertThat(value(config, "quarkus.http.ssl-port")).isEqualTo("9443");
    assertThat(folder.resolve("tls/berth.pem")).exists();
    assertThat(value(config, "quarkus.http.ssl.certificate.key-store-file"))
        .isEqualTo(folder.resolve("tls/berth.p12").toString());
    assertThat(config.getPropertyNames())
        .contains("quarkus.http.ssl.certificate.key-store-file", "quarkus.http.ssl-port");
  }

  @Test
  void soAreTheOtherPlaces() throws Exception {
    SmallRyeConfig config =
        config("", Map.of("berth.tls.certificate", "/c.pem", "berth.tls.key", "/k.pem"));

    assertThat(value(config, "quarkus.http.insecure-requests")).isEqualTo("disabled");
    assertThat(value(config, "quarkus.http.ssl.certificate.files")).isEqualTo("/c.pem");
    assertThat(value(config, "quarkus.http.ssl.certificate.key-files")).isEqualTo("/k.pem");
  }

  @Test
  void aFileMayHoldReferences() throws Exception {
    SmallRyeConfig config =
        config(
            "berth.tls.certificate=${keys}/c.pem\nberth.tls.key=${keys}/k.pem\nkeys=/x\n",
            Map.of());

    assertThat(value(config, "quarkus.http.ssl.certificate.files")).isEqualTo("/x/c.pem");
  }

  @Test
  void withoutTheWishNothingChanges() throws Exception {
    SmallRyeConfig config = config("berth.tls.self-made=false\n", Map.of());

    assertThat(value(config, "quarkus.http.insecure-requests")).isEqualTo("enabled");
    assertThat(config.getPropertyNames()).doesNotContain("quarkus.http.ssl-port");
  }

  @Test
  void theFrameworksOwnWordsWinWhereTheyAreStronger() throws Exception {
    SmallRyeConfig config =
        config("berth.tls.self-made=true\n", Map.of("quarkus.http.ssl-port", "1"));

    assertThat(value(config, "quarkus.http.ssl-port")).isEqualTo("1");
  }
}
