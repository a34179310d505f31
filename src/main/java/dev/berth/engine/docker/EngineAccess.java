package dev.berth.engine.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import dev.berth.engine.EngineException;
import dev.berth.engine.OrderGate;
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
 * @param tunnel that leads there, in place of a host; closed with the engine
 * @param gate that every order passes
 */
public record EngineAccess(
    Optional<String> host,
    Optional<EngineTls> tls,
    boolean isDeclared,
    Optional<SshTunnel> tunnel,
    OrderGate gate) {

  /** As every Docker tool finds its engine, or where a setting says. */
  public static EngineAccess ofSurroundings(Optional<String> host) {
    return new EngineAccess(host, Optional.empty(), false, Optional.empty(), OrderGate.OPEN);
  }

  /** Of an engine that somebody has declared. */
  public static EngineAccess declared(String host, Optional<EngineTls> tls) {
    return new EngineAccess(Optional.of(host), tls, true, Optional.empty(), OrderGate.OPEN);
  }

  /** Likewise of one that is reached over SSH. */
  public static EngineAccess declared(SshTunnel tunnel) {
    return new EngineAccess(
        Optional.empty(), Optional.empty(), true, Optional.of(tunnel), OrderGate.OPEN);
  }

  /** The same way, behind a gate. */
  public EngineAccess behind(OrderGate other) {
    return new EngineAccess(host, tls, isDeclared, tunnel, other);
  }

  /** Whoever does not get through hears why. */
  EngineException explained(EngineException e) {
    return tunnel
        .flatMap(SshTunnel::failure)
        .map(why -> new EngineException(e.kind(), why, e))
        .orElse(e);
  }

  DefaultDockerClientConfig.Builder config() {
    DefaultDockerClientConfig.Builder config =
        DefaultDockerClientConfig.createDefaultConfigBuilder();
    host.or(() -> tunnel.map(SshTunnel::address)).ifPresent(config::withDockerHost);
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
