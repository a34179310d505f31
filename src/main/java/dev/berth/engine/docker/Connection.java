package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.berth.engine.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way to the engine, opened at the first call. The API version is the engine's own, or the
 * newest that docker-java knows if that is older; after a failure it is asked for again, because an
 * engine may come back as another.
 */
final class Connection implements AutoCloseable {
  /** The newest API that docker-java 3.7.1 models. */
  private static final RemoteApiVersion NEWEST = RemoteApiVersion.create(1, 44);

  /**
   * The newest API that Berth's own requests were written for: folders in volumes came with 1.45.
   */
  private static final RemoteApiVersion NEWEST_RAW = RemoteApiVersion.create(1, 47);

  private static final int MOST_CONNECTIONS = 200;

  private final Optional<String> host;
  private final Deadlines deadlines;
  private @Nullable DockerClient client;
  private @Nullable RawCalls raw;
  private String apiVersion = "";
  private String rawVersion = "";
  private String address = "";

  Connection(Optional<String> host, Deadlines deadlines) {
    this.host = host;
    this.deadlines = deadlines;
  }

  synchronized DockerClient client() {
    DockerClient known = client;
    if (known == null) {
      known = open();
      client = known;
    }
    return known;
  }

  /** For what docker-java has no words for. */
  synchronized RawCalls raw() {
    client();
    RawCalls known = raw;
    if (known == null) {
      throw new IllegalStateException("an open connection has a transport");
    }
    return known;
  }

  /** The version in use; empty before the first call. */
  synchronized String apiVersion() {
    return apiVersion;
  }

  /** Where the engine is, as {@code DOCKER_HOST} has it; empty before the first call. */
  synchronized String address() {
    return address;
  }

  private DockerClient open() {
    DockerClient asking = client(Optional.empty());
    Version version = deadlines.call("connect to the engine", () -> asking.versionCmd().exec());
    RemoteApiVersion engine = RemoteApiVersion.parseConfig(version.getApiVersion());
    RemoteApiVersion used = NEWEST.isGreaterOrEqual(engine) ? engine : NEWEST;
    apiVersion = used.getVersion();
    rawVersion =
        NEWEST_RAW.isGreaterOrEqual(engine) ? engine.getVersion() : NEWEST_RAW.getVersion();
    close(asking);
    return client(Optional.of(used));
  }

  private DockerClient client(Optional<RemoteApiVersion> version) {
    DefaultDockerClientConfig.Builder settings =
        DefaultDockerClientConfig.createDefaultConfigBuilder();
    host.ifPresent(settings::withDockerHost);
    version.ifPresent(settings::withApiVersion);
    DefaultDockerClientConfig config = settings.build();
    address = config.getDockerHost().toString();
    ZerodepDockerHttpClient transport =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .sslConfig(config.getSSLConfig())
            .maxConnections(MOST_CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(10))
            .build();
    raw = new RawCalls(transport, rawVersion);
    return DockerClientImpl.getInstance(config, transport);
  }

  /** After a failure to reach the engine: asks for its version again the next time. */
  synchronized void forget() {
    DockerClient known = client;
    client = null;
    if (known != null) {
      close(known);
    }
  }

  private static void close(DockerClient client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new EngineException(EngineException.Kind.UNREACHABLE, "close the connection", e);
    }
  }

  @Override
  public void close() {
    forget();
  }
}
