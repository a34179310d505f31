package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.berth.engine.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  /**
   * None: calls have ends of their own, and streams may be silent. Without a word the limit of the
   * handshake stays on a connection with TLS (docker-java 3.7.1), and ends events after 10 s.
   */
  private static final Duration SILENCE = Duration.ZERO;

  private final EngineAccess access;
  private final Deadlines deadlines;
  private final Map<ConnectionLane, DockerClient> clients = new EnumMap<>(ConnectionLane.class);
  private Optional<RemoteApiVersion> used = Optional.empty();
  private @Nullable RawCalls raw;
  private String apiVersion = "";
  private String rawVersion = "";
  private String address = "";
  private @Nullable DockerClientConfig config;

  Connection(EngineAccess access, Deadlines deadlines) {
    this.access = access;
    this.deadlines = deadlines;
  }

  DockerClient client() {
    return client(ConnectionLane.CALLS);
  }

  synchronized DockerClient client(ConnectionLane connectionLane) {
    DockerClient known = clients.get(connectionLane);
    if (known == null) {
      known = open(connectionLane, Optional.of(used.orElseGet(this::ask)));
      clients.put(connectionLane, known);
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

  EngineAccess access() {
    return access;
  }

  /** Another connection, for what goes both ways; the caller closes it. */
  EngineSocket socket() throws IOException {
    client();
    DockerClientConfig known;
    synchronized (this) {
      known = config;
    }
    if (known == null) {
      throw new IllegalStateException("an open connection has an address");
    }
    return EngineSocket.open(known);
  }

  /** Outside the places of calls: who holds one of them waits for this. */
  private RemoteApiVersion ask() {
    DockerClient asking = open(ConnectionLane.WORK, Optional.empty());
    try {
      Version version = deadlines.aside("connect to the engine", () -> asking.versionCmd().exec());
      RemoteApiVersion engine = RemoteApiVersion.parseConfig(version.getApiVersion());
      RemoteApiVersion chosen = NEWEST.isGreaterOrEqual(engine) ? engine : NEWEST;
      apiVersion = chosen.getVersion();
      rawVersion =
          NEWEST_RAW.isGreaterOrEqual(engine) ? engine.getVersion() : NEWEST_RAW.getVersion();
      used = Optional.of(chosen);
      return chosen;
    } finally {
      close(asking);
    }
  }

  private DockerClient open(ConnectionLane connectionLane, Optional<RemoteApiVersion> version) {
    DefaultDockerClientConfig.Builder settings = access.config();
    version.ifPresent(settings::withApiVersion);
    DefaultDockerClientConfig built = settings.build();
    config = built;
    address = built.getDockerHost().toString();
    DockerHttpClient transport =
        new GatedTransport(
            new ZerodepDockerHttpClient.Builder()
                .dockerHost(built.getDockerHost())
                .sslConfig(built.getSSLConfig())
                .maxConnections(connectionLane.connections())
                .connectionTimeout(Duration.ofSeconds(10))
                .responseTimeout(SILENCE)
                .build(),
            access.gate());
    if (connectionLane == ConnectionLane.CALLS) {
      raw = new RawCalls(transport, rawVersion);
    }
    return DockerClientImpl.getInstance(built, transport);
  }

  /** After a failure to reach the engine: asks for its version again the next time. */
  synchronized void forget() {
    List<DockerClient> known = List.copyOf(clients.values());
    clients.clear();
    used = Optional.empty();
    known.forEach(Connection::close);
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
