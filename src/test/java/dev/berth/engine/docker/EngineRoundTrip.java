package dev.berth.engine.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.core.DockerClientConfig;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the engine is told, and what is read of an engine that shows just that: none of what it
 * would fill in, and none of what it would refuse.
 */
public final class EngineRoundTrip {
  private static final ObjectMapper JSON = DockerClientConfig.getDefaultObjectMapper();
  private static final String ID = "0123456789abcdef".repeat(4);

  private EngineRoundTrip() {}

  /** The body of a create request. */
  public static Map<String, Object> body(ContainerSettings settings) {
    return new Creation(settings).body();
  }

  /** A container that shows what it was made with. */
  public static ContainerView made(ContainerSettings settings) {
    Map<String, Object> config = body(settings);
    Map<String, Object> networks = new LinkedHashMap<>();
    for (Endpoint endpoint : settings.network().endpoints()) {
      Map<String, Object> place = new LinkedHashMap<>(Endpoints.endpoint(endpoint));
      place.put("NetworkID", endpoint.network());
      networks.put(endpoint.network(), place);
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("Id", ID);
    shown.put("Name", "/" + settings.name());
    shown.put("Image", settings.image());
    shown.put("State", Map.of("Status", "running"));
    shown.put("HostConfig", config.remove("HostConfig"));
    shown.put("NetworkSettings", Map.of("Networks", networks));
    config.remove("NetworkingConfig");
    shown.put("Config", config);
    try {
      return ContainerViews.of(
          JSON.readValue(JSON.writeValueAsString(shown), InspectContainerResponse.class));
    } catch (IOException e) {
      throw new UncheckedIOException("a container that shows what it was made with", e);
    }
  }
}
