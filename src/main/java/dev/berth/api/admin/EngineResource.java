package dev.berth.api.admin;

import dev.berth.api.app.AdoptResource;
import dev.berth.api.http.Answers;
import dev.berth.api.http.Queries;
import dev.berth.port.AdoptionService;
import dev.berth.port.EngineInventory;
import dev.berth.port.Lead;
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
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is on the engine: containers, and the whole. */
@Path("/v1")
@RunOnVirtualThread
public class EngineResource {
  private final EngineInventory engineInventory;
  private final AdoptionService adoptionService;
  private final Lead lead;

  EngineResource(EngineInventory engineInventory, AdoptionService adoptionService, Lead lead) {
    this.lead = lead;
    this.adoptionService = adoptionService;
    this.engineInventory = engineInventory;
  }

  @GET
  @Path("containers")
  @Operation(
      summary = "List containers",
      description = "all=true: stopped ones; unmanaged=true: others'; app and service: theirs.")
  public Response containers(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = new Queries(uri, Set.of("all", "unmanaged", "app", "service"));
    boolean all = queries.flag("all");
    Optional<String> app = queries.text("app");
    Optional<String> service = queries.text("service");
    return Answers.list(
        engineInventory.containers(queries.flag("unmanaged")).stream()
            .filter(c -> all || c.state().equals("running"))
            .filter(c -> app.isEmpty() || app.equals(c.app()))
            .filter(c -> service.isEmpty() || service.equals(c.service()))
            .map(EngineResource::tree)
            .toList(),
        headers);
  }

  private static Map<String, Object> tree(EngineInventory.ContainerReport container) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", container.id());
    tree.put("name", container.name());
    tree.put("app", container.app().orElse(null));
    tree.put("service", container.service().orElse(null));
    tree.put("image", container.image());
    tree.put("state", container.state());
    tree.put("health", container.health());
    tree.put("ports", container.ports());
    tree.put("createdAt", container.createdAt().toString());
    return tree;
  }

  @GET
  @Path("system")
  @Operation(summary = "Berth, its engine, and what of it is Berth's")
  public Response system(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    EngineInventory.SystemReport system = engineInventory.system();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", version());
    tree.put("instance", system.instance());
    Lead.Report report = lead.report();
    report.leader().ifPresent(leader -> tree.put("leader", leader));
    tree.put("epoch", report.epoch());
    tree.put("instances", report.instances().stream().map(EngineResource::tree).toList());
    tree.put("engine", system.engine().map(EngineResource::tree).orElse(null));
    tree.put("apps", system.apps());
    tree.put("appsByPhase", system.appsByPhase());
    tree.put("containers", system.containers());
    tree.put("volumes", system.volumes().stream().map(EngineResource::tree).toList());
    tree.put(
        "orphans",
        system.engine().isEmpty()
            ? List.of()
            : adoptionService.orphans().stream().map(AdoptResource::tree).toList());
    tree.put(
        "notices",
        system.notices().stream()
            .map(notice -> Map.of("reason", notice.reason(), "message", notice.message()))
            .toList());
    return Answers.ok(tree, headers);
  }

  private static Map<String, Object> tree(EngineInventory.VolumeReport volume) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", volume.name());
    tree.put("app", volume.app());
    volume.volume().ifPresent(name -> tree.put("volume", name));
    volume.service().ifPresent(service -> tree.put("service", service));
    volume.replica().ifPresent(replica -> tree.put("replica", Integer.valueOf(replica)));
    volume.target().ifPresent(target -> tree.put("target", target));
    return tree;
  }

  private static Map<String, Object> tree(Lead.Instance instance) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", instance.id());
    tree.put("version", instance.version());
    instance.advertise().ifPresent(url -> tree.put("advertise", url));
    tree.put("beat", instance.beat().toString());
    return tree;
  }

  private static String version() {
    return ConfigProvider.getConfig()
        .getOptionalValue("quarkus.application.version", String.class)
        .orElse("unknown");
  }

  private static Map<String, Object> tree(EngineInventory.EngineReport engine) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", engine.name());
    tree.put("version", engine.version());
    tree.put("apiVersion", engine.apiVersion());
    tree.put("operatingSystem", engine.operatingSystem());
    tree.put("cpus", engine.cpus());
    tree.put("memoryBytes", engine.memoryBytes());
    engine.clockAhead().ifPresent(by -> tree.put("clockAheadMillis", by.toMillis()));
    tree.put("warnings", engine.warnings());
    return tree;
  }
}
