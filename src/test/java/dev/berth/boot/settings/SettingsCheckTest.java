package dev.berth.boot.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 18, 13: a setting that means nothing is a line that says where it was set. */
class SettingsCheckTest {
  private static final String BUILT_IN = "src/main/resources/application.properties";

  @TempDir Path folder;

  private SettingsCheck check(String settings, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("application.properties"), settings);
    return new SettingsCheck(
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withSources(
                new PropertiesConfigSource(file.toUri().toURL(), 300),
                new PropertiesConfigSource(builtIn(), "built in", 200),
                new SysPropConfigSource())
            .build(),
        environment);
  }

  private static Map<String, String> builtIn() throws IOException {
    Properties all = new Properties();
    try (InputStream in = Files.newInputStream(Path.of(BUILT_IN))) {
      all.load(in);
    }
    Map<String, String> ours = new TreeMap<>();
    all.stringPropertyNames().stream()
        .filter(name -> name.startsWith("berth."))
        .forEach(name -> ours.put(name, all.getProperty(name)));
    return ours;
  }

  private List<String> obstacles(String settings) throws IOException {
    return check(settings, Map.of()).obstacles();
  }

  @ParameterizedTest
  @CsvSource({
    "berth.foo=1,berth.foo,''",
    "berth.prot=8081,berth.prot,berth.port",
    "berth.policy.privilegd=true,berth.policy.privilegd,berth.policy.privileged",
    "berth.streams.pertoken=7,berth.streams.pertoken,berth.streams.per-token",
    "berth.port.http=1,berth.port.http,''",
  })
  void anUnknownNameIsToldWithTheNearestAndItsPlace(String line, String name, String near)
      throws IOException {
    assertThat(obstacles("# one\n" + line + "\n"))
        .singleElement()
        .asString()
        .isEqualTo(
            name
                + " in "
                + folder.resolve("application.properties")
                + ":2 is no setting of Berth"
                + (near.isEmpty() ? "" : "; did you mean `" + near + "`?")
                + " (docs/reference/settings.md lists them)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "berth.port=abc",
        "berth.resync=fast",
        "berth.build.context-limit=big",
        "berth.build.engine=podman",
        "berth.quota.apps=many",
        "berth.exec.sessions=some",
        "berth.exec.idle=never"
      })
  void aBadValueIsToldWithItsPlace(String line) throws IOException {
    assertThat(obstacles(line))
        .singleElement()
        .asString()
        .startsWith(
            line.replaceFirst("=.*", "")
                + " in "
                + folder.resolve("application.properties")
                + ":1: ")
        .contains(line.replaceFirst(".*=", ""))
        .doesNotContain("SRCFG", "\n");
  }

  @Test
  void allFaultsAreToldAtOnce() throws IOException {
    assertThat(obstacles("berth.port=abc\nberth.foo=1\nberth.bar=2\n")).hasSize(3);
  }

  @Test
  void everyFormOfANameThatIsKnownIsTaken() throws IOException {
    assertThat(
            obstacles(
                """
                berth.sources."my.repo".folder=/srv/x
                berth.sources.web.credentials.token=t
                berth.sources.roots=/srv
                berth.oidc.roles.admin=ops,sre
                berth.encryption.key[0]=a
                berth.policy.bind-roots=/srv,/data
                berth.streams.total=7
                quarkus.log.level=INFO
                """))
        .isEmpty();
  }

  /** The file that the repository ships, with all its signs taken away. */
  @Test
  void everySettingOfTheShippedFileIsKnown() throws IOException {
    String shipped =
        Files.readString(Path.of("application.properties"))
            .replaceAll("(?m)^#(?=[a-z.-]+[a-z\"]=)", "");

    assertThat(shipped.lines().filter(line -> line.startsWith("berth."))).hasSizeGreaterThan(40);
    assertThat(obstacles(shipped)).isEmpty();
  }

  @Test
  void whoSetsNothingWaitsForNothing() throws IOException {
    Path shipped = Path.of("application.properties");
    Path own = Files.writeString(folder.resolve("own.properties"), "# one\n\nberth.foo=1\n");

    assertThat(
            SettingsCheck.isNeeded(
                Set.of("BERTH_HOME", "BERTH_PORT", "BERTH_HOST", "PATH"),
                Set.of("berth.home", "berth.port", "user.home"),
                List.of(shipped)))
        .isFalse();
    assertThat(SettingsCheck.isNeeded(Set.of("BERTH_FOO"), Set.of(), List.of())).isTrue();
    assertThat(SettingsCheck.isNeeded(Set.of(), Set.of("berth.foo"), List.of())).isTrue();
    assertThat(SettingsCheck.isNeeded(Set.of(), Set.of(), List.of(shipped, own))).isTrue();
  }

  @Test
  void whatTheEnvironmentMisspellsIsTold() throws IOException {
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("BERTH_HOME", "/x"),
            Map.entry("BERTH_ENCRYPTION_KEY_0_", "k"),
            Map.entry("BERTH_SOURCES_WEB_CREDENTIALS_TOKEN", "t"),
            Map.entry("BERTH_BACKUP_PASSPHRASE", "p"),
            Map.entry("BERTH_SERVICE_HOST", "10.0.0.1"),
            Map.entry("BERTH_PORT_8080_TCP_ADDR", "10.0.0.1"),
            Map.entry("PATH", "/bin"),
            Map.entry("BERTH_PROT", "1"),
            Map.entry("BERTH_FOO", "1"));

    assertThat(check("", environment).ignored())
        .containsExactly(
            "BERTH_FOO in the environment is no setting of Berth and is ignored",
            "BERTH_PROT in the environment is no setting of Berth and is ignored; did you mean"
                + " `BERTH_PORT`?");
  }
}
