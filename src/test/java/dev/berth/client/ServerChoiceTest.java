package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.client.ServerLogins.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Berth is meant, and which token goes there. */
class ServerChoiceTest {
  @TempDir Path home;

  private String choose(Map<String, String> environment, String context) {
    ServerAddress chosen =
        new ServerChoice(environment, home)
            .choose(Optional.of(context).filter(name -> !name.isEmpty()));
    return chosen + " " + chosen.token().orElse("nobody");
  }

  private void adminToken() throws IOException {
    Files.createDirectories(home.resolve(".berth"));
    Files.writeString(home.resolve(".berth/admin-token"), "admin\n");
  }

  private ServerLogins logins() {
    return ServerLogins.of(Map.of(), home);
  }

  @Test
  void withoutAWordItIsTheOneOfThisMachine() throws IOException {
    adminToken();

    assertThat(choose(Map.of(), "")).isEqualTo("http://127.0.0.1:8080 admin");
    assertThat(choose(Map.of("BERTH_PORT", "81", "BERTH_HOST", "0.0.0.0"), ""))
        .isEqualTo("http://127.0.0.1:81 admin");
    assertThat(choose(Map.of("BERTH_HOME", "/nowhere"), ""))
        .isEqualTo("http://127.0.0.1:8080 nobody");
  }

  @Test
  void theAdminTokenNeverLeavesTheMachine() throws IOException {
    adminToken();

    assertThat(choose(Map.of("BERTH_URL", "https://berth.example/"), ""))
        .isEqualTo("https://berth.example nobody");
    assertThat(choose(Map.of("BERTH_URL", "http://localhost:81"), ""))
        .isEqualTo("http://localhost:81 admin");
  }

  @Test
  void aTokenOfTheEnvironmentGoesToNoContext() {
    logins().put("far", new Login("https://far.example", "", ""));

    assertThat(choose(Map.of("BERTH_TOKEN", "t"), "far")).isEqualTo("https://far.example nobody");
    assertThat(choose(Map.of("BERTH_TOKEN", "t", "BERTH_URL", "https://a.example"), ""))
        .isEqualTo("https://a.example t");
  }

  @Test
  void whatIsNamedGoesBeforeTheEnvironmentAndThatBeforeTheLastLogin() {
    logins().put("one", new Login("https://one.example", "1", ""));
    logins().put("two", new Login("https://two.example", "2", ""));

    assertThat(choose(Map.of(), "")).isEqualTo("https://two.example 2");
    assertThat(choose(Map.of("BERTH_CONTEXT", "one"), "")).isEqualTo("https://one.example 1");
    assertThat(choose(Map.of("BERTH_URL", "https://one.example"), ""))
        .isEqualTo("https://one.example 1");
    assertThat(choose(Map.of("BERTH_URL", "https://x.example"), "one"))
        .isEqualTo("https://one.example 1");
    assertThat(choose(Map.of(), "local")).isEqualTo("http://127.0.0.1:8080 nobody");
    assertThatThrownBy(() -> choose(Map.of(), "three")).hasMessageContaining("no context three");
  }

  @Test
  void onlyTheOwnerReadsTheTokens() throws IOException {
    logins().put("one", new Login("https://one.example", "1", ""));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logins().file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aContextThatGoesIsNotTheCurrentOne() {
    logins().put("one", new Login("https://one.example", "1", ""));
    logins().put("two", new Login("https://two.example", "2", ""));
    logins().remove("two");

    assertThat(logins().all()).containsOnlyKeys("one");
    assertThat(logins().current()).isEmpty();
  }
}
