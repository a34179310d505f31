package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import dev.berth.state.AuditEntry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deletions with their options. */
@Singleton
class Deletions {
  private final KubeReads reads;
  private final KubeWrites writes;
  private final CurrentVertxRequest request;

  Deletions(KubeReads reads, KubeWrites writes, CurrentVertxRequest request) {
    this.request = request;
    this.reads = reads;
    this.writes = writes;
  }

  Map<String, Object> one(
      ApiResource apiResource,
      String name,
      String body,
      KubeQueries queries,
      KubeWriteOptions writeOptions) {
    Map<String, Object> options = options(body);
    KubeWriteOptions how = checked(options, queries, writeOptions);
    DeclaredResource thing = reads.find(apiResource, name);
    checkPreconditions(apiResource, thing, options);
    DeclaredResource going = writes.delete(apiResource, thing, how);
    return switch (going) {
      case DeclaredResource.OfApp app -> KubeObjects.of(app);
      case DeclaredResource.OfResource other -> gone(apiResource, other);
    };
  }

  private static Map<String, Object> options(String body) {
    return body.isBlank() ? Map.of() : KubeDrafts.map(KubeDrafts.document(body));
  }

  private KubeWriteOptions checked(
      Map<String, Object> options, KubeQueries queries, KubeWriteOptions writeOptions) {
    String policy =
        queries.text("propagationPolicy").orElse(KubeObjects.text(options, "propagationPolicy"));
    boolean orphans =
        policy.equals("Orphan") || "true".equals(KubeObjects.text(options, "orphanDependents"));
    if (orphans) {
      throw KubeException.of(
          422,
          "Invalid",
          "propagationPolicy: Unsupported value: \"Orphan\": containers without their app are"
              + " never left; supported: \"Background\", \"Foreground\"");
    }
    boolean dryRun = options.get("dryRun") instanceof List<?> words && words.contains("All");
    if (dryRun) {
      request.getCurrent().put(AuditEntry.DRY_RUN, true);
    }
    return dryRun ? writeOptions.asDryRun() : writeOptions;
  }

  private static void checkPreconditions(
      ApiResource apiResource, DeclaredResource thing, Map<String, Object> options) {
    if (!(options.get("preconditions") instanceof Map<?, ?> map)) {
      return;
    }
    Map<String, Object> asked = FieldSets.keyed(map);
    String uid = KubeObjects.text(asked, "uid");
    String version = KubeObjects.text(asked, "resourceVersion");
    boolean isOther = !uid.isEmpty() && !uid.equals(thing.uid());
    if (isOther || (!version.isEmpty() && !KubePatches.isSince(version, thing))) {
      throw KubeException.conflict(
          apiResource, thing.name(), "Precondition failed: it is another one, or was changed");
    }
  }

  private static Map<String, Object> gone(ApiResource apiResource, DeclaredResource thing) {
    Map<String, Object> details =
        new LinkedHashMap<>(KubeException.details(apiResource, thing.name(), List.of()));
    details.put("uid", thing.uid());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.put("metadata", Map.of());
    status.put("status", "Success");
    status.put("details", details);
    return status;
  }

  Map<String, Object> all(
      ApiResource apiResource, String body, KubeQueries queries, KubeWriteOptions writeOptions) {
    KubeWriteOptions how = checked(options(body), queries, writeOptions);
    List<Object> items = new ArrayList<>();
    for (DeclaredResource thing : reads.all(apiResource, queries.wanted())) {
      items.add(KubeObjects.of(writes.delete(apiResource, thing, how)));
    }
    return KubeObjects.list(apiResource.kind() + "List", ApiResource.API_VERSION, Map.of(), items);
  }
}
