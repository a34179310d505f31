package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.engine.CallMeter;
import dev.berth.engine.EngineException;
import dev.berth.engine.docker.BuildRules;
import dev.berth.engine.docker.DockerConfigLogins;
import dev.berth.engine.docker.DockerEngine;
import dev.berth.engine.docker.EngineAccess;
import dev.berth.engine.docker.Registries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docker login} left on the machine opens registries: its file, and its helpers. */
class DockerLoginsIT {
  private static final int PORT = 4418;

  @TempDir Path folder;
  private LocalRegistry registry;

  @BeforeEach
  void startTheRegistry() throws Exception {
    registry = new LocalRegistry(folder.resolve("registry"), PORT).start();
  }

  @AfterEach
  void stopTheRegistry() throws Exception {
    registry.close();
  }

  private void push(String config) throws Exception {
    Path file = Files.writeString(folder.resolve("config.json"), config);
    DockerConfigLogins logins = new DockerConfigLogins(file, List.of(folder));
    String reference = registry.host() + "/username/logins:1";
    try (DockerEngine engine =
        new DockerEngine(
            EngineAccess.ofSurroundings(Optional.empty()),
            Duration.ofSeconds(30),
            CallMeter.NONE,
            new Registries(logins, Map.of()),
            BuildRules.USUAL)) {
      engine.tag("alpine:3", reference);
      try {
        String pushed = engine.push(reference, line -> {}).orElse("");
        assertThat(engine.remoteDigest(reference)).isEqualTo(pushed).startsWith("sha256:");
        engine.pull(reference, line -> {});
      } finally {
        engine.removeImage(reference, false);
      }
    }
  }

  private void helper(String script) throws Exception {
    Path file = folder.resolve("docker-credential-test");
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theFileHoldsALogin() throws Exception {
    String pair = LocalRegistry.USER + ":" + LocalRegistry.PASSWORD;
    String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));

    push("{\"auths\": {\"http://%s/v2/\": {\"auth\": \"%s\"}}}".formatted(registry.host(), auth));
  }

  @Test
  void aHelperIsAskedForItsRegistry() throws Exception {
    helper(
        """
        read host
        echo "$1 $host" >> %s/asked
        printf '{"ServerURL":"%%s","Username":"%s","Secret":"%s"}' "$host"
        """
            .formatted(folder, LocalRegistry.USER, LocalRegistry.PASSWORD));

    push("{\"credHelpers\": {\"%s\": \"test\"}}".formatted(registry.host()));

    assertThat(Files.readString(folder.resolve("asked"))).contains("get " + registry.host());
  }

  @Test
  void aStoreIsAskedForAll() throws Exception {
    helper(
        "printf '{\"Username\":\"%s\",\"Secret\":\"%s\"}'"
            .formatted(LocalRegistry.USER, LocalRegistry.PASSWORD));

    push("{\"credsStore\": \"test\"}");
  }

  @Test
  void aHelperThatKnowsNothingIsNoLogin() throws Exception {
    helper("echo 'credentials not found in native keychain'; exit 1");

    assertThatThrownBy(() -> push("{\"credsStore\": \"test\"}"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("PUT /v1/registries/" + registry.host())
        .extracting(e -> ((EngineException) e).kind())
        .isEqualTo(EngineException.Kind.UNAUTHORIZED);
  }
}
