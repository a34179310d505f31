package dev.berth.kube;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** All that the asker may do: {@code kubectl auth can-i --list}. */
@Path("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
@RunOnVirtualThread
public class RulesResource {
  private static final List<String> READING = List.of("get", "list", "watch");
  private static final List<String> WRITING =
      List.of("create", "update", "patch", "delete", "deletecollection");

  @POST
  @Operation(hidden = true)
  public Response review(@Context SecurityContext user) {
    List<Object> rules = new ArrayList<>();
    for (ApiResource apiResource : ApiResource.values()) {
      List<String> verbs = new ArrayList<>(user.isUserInRole("viewer") ? READING : List.of());
      if (apiResource != ApiResource.INSTANCES
          && user.isUserInRole(ReviewsResource.role("create", apiResource.plural()))) {
        verbs.addAll(WRITING);
      }
      rules.add(rule(verbs, ApiResource.GROUP, apiResource.plural()));
      if (apiResource == ApiResource.SECRETS) {
        rules.add(rule(verbs, "", apiResource.plural()));
      }
    }
    if (user.isUserInRole(ReviewsResource.role("patch", ApiResource.APPS.plural()))) {
      rules.add(rule(List.of("get", "patch", "update"), ApiResource.GROUP, "apps/scale"));
    }
    rules.add(rule(READING, "", "events", "pods", "pods/log"));
    rules.add(rule(READING, "metrics.k8s.io", "pods"));
    rules.add(
        rule(
            List.of("create"),
            "authorization.k8s.io",
            "selfsubjectaccessreviews",
            "selfsubjectrulesreviews"));
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("resourceRules", rules);
    status.put(
        "nonResourceRules",
        List.of(
            Map.of(
                "verbs",
                List.of("get"),
                "nonResourceURLs",
                List.of("/api", "/apis", "/openapi/*", "/version", "/health/*"))));
    status.put("incomplete", false);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("kind", "SelfSubjectRulesReview");
    answer.put("apiVersion", "authorization.k8s.io/v1");
    answer.put("metadata", Map.of());
    answer.put("spec", Map.of());
    answer.put("status", status);
    return Response.status(201).entity(KubeJson.text(answer)).type("application/json").build();
  }

  private static Map<String, Object> rule(List<String> verbs, String group, String... resources) {
    return Map.of("verbs", verbs, "apiGroups", List.of(group), "resources", List.of(resources));
  }
}
