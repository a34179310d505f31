package dev.berth.kube;

import dev.berth.intake.Declared;
import dev.berth.spec.AuditEntry;
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

  Map<String, Object> one(Served served, String name, String body, KubeQueries queries, Ask ask) {
    Map<String, Object> options = options(body);
    Ask how = checked(options, queries, ask);
    Declared thing = reads.find(served, name);
    checkPreconditions(served, thing, options);
    Declared going = writes.delete(served, thing, how);
    return served == Served.APPS ? KubeObjects.of(going) : gone(served, going);
  }

  private static Map<String, Object> options(String body) {
    return body.isBlank() ? Map.of() : Trees.map(Trees.document(body));
  }

  private Ask checked(Map<String, Object> options, KubeQueries queries, Ask ask) {
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
    return dryRun ? ask.rehearsed() : ask;
  }

  private static void checkPreconditions(
      Served served, Declared thing, Map<String, Object> options) {
    if (!(options.get("preconditions") instanceof Map<?, ?> map)) {
      return;
    }
    Map<String, Object> asked = FieldSets.keyed(map);
    String uid = KubeObjects.text(asked, "uid");
    String version = KubeObjects.text(asked, "resourceVersion");
    boolean isOther = !uid.isEmpty() && !uid.equals(thing.uid());
    if (isOther || (!version.isEmpty() && !Changes.isSince(version, thing))) {
      throw KubeException.conflict(
          served, thing.name(), "Precondition failed: it is another one, or was changed");
    }
  }

  private static Map<String, Object> gone(Served served, Declared thing) {
    Map<String, Object> details =
        new LinkedHashMap<>(KubeException.details(served, thing.name(), List.of()));
    details.put("uid", thing.uid());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.put("metadata", Map.of());
    status.put("status", "Success");
    status.put("details", details);
    return status;
  }

  Map<String, Object> all(Served served, String body, KubeQueries queries, Ask ask) {
    Ask how = checked(options(body), queries, ask);
    List<Object> items = new ArrayList<>();
    for (Declared thing : reads.all(served, queries.wanted())) {
      items.add(KubeObjects.of(writes.delete(served, thing, how)));
    }
    return KubeObjects.list(served.kind() + "List", Served.API_VERSION, Map.of(), items);
  }
}
