package dev.berth.engine.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How an engine is reached.
 *
 * @param host in place of {@code DOCKER_HOST}
 * @param tls what both sides prove themselves with
 * @param isDeclared whether nothing but that counts: what the surroundings say is of another engine
 */
public record EngineAccess(Optional<String> host, Optional<EngineTls> tls, boolean isDeclared) {

  /** As every Docker tool finds its engine, or where a setting says. */
  public static EngineAccess ofSurroundings(Optional<String> host) {
    return new EngineAccess(host, Optional.empty(), false);
  }

  /** Of an engine that somebody has declared. */
  public static EngineAccess declared(String host, Optional<EngineTls> tls) {
    return new EngineAccess(Optional.of(host), tls, true);
  }

  DefaultDockerClientConfig.Builder config() {
    DefaultDockerClientConfig.Builder config =
        DefaultDockerClientConfig.createDefaultConfigBuilder();
    host.ifPresent(config::withDockerHost);
    if (isDeclared) {
      config.withDockerTlsVerify(false);
    }
    tls.ifPresent(config::withCustomSslConfig);
    return config;
  }

  /** What a program is told that reaches the engine by itself; {@code folder} is its own. */
  void lead(Map<String, String> environment, Path folder) throws IOException {
    if (isDeclared) {
      environment.keySet().removeIf(name -> name.startsWith("DOCKER_TLS"));
      environment.remove("DOCKER_CERT_PATH");
    }
    if (tls.isPresent()) {
      tls.get().write(folder);
      environment.put("DOCKER_TLS_VERIFY", "1");
      environment.put("DOCKER_CERT_PATH", folder.toString());
    }
  }
}
