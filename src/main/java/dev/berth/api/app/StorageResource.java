package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Queries;
import dev.berth.intake.app.Intake;
import dev.berth.intake.read.AppSight;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.EngineStorage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The engine's volumes and networks, and who uses them, as far as the client may see. */
@Path("/v1")
@RunOnVirtualThread
public class StorageResource {
  private static final String APP = "app";
  private static final String UNMANAGED = "unmanaged";
  private static final String SIZE = "size";

  private final EngineStorage storage;
  private final Intake intake;
  private final ResourceQueries resourceQueries;

  StorageResource(EngineStorage storage, Intake intake, ResourceQueries resourceQueries) {
    this.storage = storage;
    this.intake = intake;
    this.resourceQueries = resourceQueries;
  }

  @GET
  @Path("volumes")
  @Operation(
      summary = "List volumes, and who uses them",
      description = "unmanaged=true: others' too; size=true: how big they are, which lasts.")
  public Response volumes(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = new Queries(uri, Set.of(APP, UNMANAGED, SIZE));
    Optional<String> app = queries.text(APP);
    boolean isSized = queries.flag(SIZE);
    AppSight sight = new AppSight(intake, resourceQueries);
    return Answers.list(
        storage.volumes(queries.flag(UNMANAGED), isSized).stream()
            .filter(volume -> sight.has(volume.app()))
            .filter(volume -> app.isEmpty() || app.equals(volume.app()))
            .map(volume -> tree(volume, isSized, sight))
            .toList(),
        headers);
  }

  private static Map<String, Object> tree(
      EngineStorage.VolumeUse volume, boolean isSized, AppSight sight) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", volume.name());
    tree.put("driver", volume.driver());
    tree.put(APP, volume.app().orElse(null));
    tree.put("volume", volume.volume().orElse(null));
    tree.put("service", volume.service().orElse(null));
    tree.put("replica", volume.replica().orElse(null));
    tree.put("target", volume.target().orElse(null));
    if (isSized) {
      tree.put("sizeBytes", volume.sizeBytes().isPresent() ? volume.sizeBytes().getAsLong() : null);
    }
    tree.put("usedBy", users(volume.usedBy(), sight));
    return tree;
  }

  @GET
  @Path("networks")
  @Operation(
      summary = "List networks, and who is attached to them",
      description = "unmanaged=true: others' too.")
  public Response networks(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = new Queries(uri, Set.of(APP, UNMANAGED));
    Optional<String> app = queries.text(APP);
    AppSight sight = new AppSight(intake, resourceQueries);
    return Answers.list(
        storage.networks(queries.flag(UNMANAGED)).stream()
            .filter(network -> sight.has(network.app()))
            .filter(network -> app.isEmpty() || app.equals(network.app()))
            .map(network -> tree(network, sight))
            .toList(),
        headers);
  }

  private static Map<String, Object> tree(EngineStorage.NetworkUse network, AppSight sight) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", network.id());
    tree.put("name", network.name());
    tree.put("driver", network.driver());
    tree.put(APP, network.app().orElse(null));
    tree.put("internal", network.internal());
    tree.put("subnets", network.subnets());
    tree.put("usedBy", users(network.usedBy(), sight));
    return tree;
  }

  private static List<Map<String, Object>> users(List<EngineStorage.User> users, AppSight sight) {
    return users.stream()
        .filter(user -> sight.has(user.app()))
        .map(user -> {
          Map<String, Object> tree = new LinkedHashMap<>();
          tree.put("container", user.container());
          tree.put(APP, user.app().orElse(null));
          tree.put("service", user.service().orElse(null));
          tree.put("replica", user.replica().isPresent() ? user.replica().getAsInt() : null);
          return tree;
        })
        .toList();
  }
}
