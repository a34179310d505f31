package dev.berth.kube;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the asker may do: {@code kubectl auth can-i}. */
@Path("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
@RunOnVirtualThread
public class ReviewsResource {
  private static final Set<String> READING = Set.of("get", "list", "watch");

  @POST
  @Operation(hidden = true)
  public Response review(InputStream body, @Context SecurityContext user) {
    byte[] bytes = KubeBodies.bytes(body);
    Map<String, Object> spec = Protobuf.is(bytes) ? packed(bytes) : spec(bytes);
    Map<String, Object> asked =
        spec.get("resourceAttributes") instanceof Map<?, ?> map ? FieldSets.keyed(map) : Map.of();
    String role = role(KubeObjects.text(asked, "verb"), KubeObjects.text(asked, "resource"));
    boolean known =
        role.equals("admin")
            || KubeObjects.text(asked, "group").matches("berth\\.dev|metrics\\.k8s\\.io|\\*|");
    Map<String, Object> status = new LinkedHashMap<>();
    boolean allowed = known && user.isUserInRole(role);
    status.put("allowed", allowed);
    if (!allowed) {
      status.put("reason", "this needs a token of role " + role);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("kind", "SelfSubjectAccessReview");
    answer.put("apiVersion", "authorization.k8s.io/v1");
    answer.put("metadata", Map.of());
    answer.put("spec", spec);
    answer.put("status", status);
    return Response.status(201).entity(KubeJson.text(answer)).type("application/json").build();
  }

  private static Map<String, Object> spec(byte[] bytes) {
    Map<String, Object> review = KubeDrafts.map(KubeDrafts.document(KubeBodies.utf8(bytes)));
    return review.get("spec") instanceof Map<?, ?> map ? FieldSets.keyed(map) : Map.of();
  }

  /** Numbers are those of k8s.io/api/authorization/v1/generated.proto. */
  private static Map<String, Object> packed(byte[] bytes) {
    Map<Integer, byte[]> spec =
        Protobuf.fields(Protobuf.fields(Protobuf.message(bytes)).getOrDefault(2, new byte[0]));
    Map<Integer, byte[]> asked = Protobuf.fields(spec.getOrDefault(1, new byte[0]));
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("verb", Protobuf.text(asked, 2));
    attributes.put("group", Protobuf.text(asked, 3));
    attributes.put("resource", Protobuf.text(asked, 5));
    attributes.put("name", Protobuf.text(asked, 7));
    return Map.of("resourceAttributes", attributes);
  }

  /** As {@code security.RouteRoles} has it for this door. */
  static String role(String verb, String resource) {
    if (READING.contains(verb)) {
      return "viewer";
    }
    boolean deployable = resource.equals("apps") || resource.equals("sources");
    return deployable ? "deployer" : "admin";
  }
}
