package dev.berth.engine.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Where the engine is, as {@code DOCKER_HOST}, a context or a setting has it. */
public record EngineAddress(URI uri) {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  /** In place of what the surroundings say, if a setting says something. */
  public static EngineAddress of(Optional<String> setting) {
    DefaultDockerClientConfig.Builder settings =
        DefaultDockerClientConfig.createDefaultConfigBuilder();
    setting.ifPresent(settings::withDockerHost);
    return new EngineAddress(settings.build().getDockerHost());
  }

  /** Its socket in the file system. */
  public Optional<Path> socket() {
    return "unix".equals(uri.getScheme()) ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
  }

  /** Whether it runs on this machine: there is a socket, or a port of this machine. */
  public boolean isHere() {
    return socket().isPresent() || HERE.contains(String.valueOf(uri.getHost()));
  }
}
