package dev.berth.api.http;

import dev.berth.manifest.ManifestWriter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** Good answers, in the format that the client prefers. */
public final class Answers {
  public static final String YAML = "application/yaml";
  private static final List<String> YAML_NAMES =
      List.of(YAML, "application/x-yaml", "text/yaml", "text/x-yaml");

  private Answers() {}

  public static Response.ResponseBuilder of(int code, Object tree, HttpHeaders headers) {
    for (MediaType wanted : headers.getAcceptableMediaTypes()) {
      String name = wanted.getType() + "/" + wanted.getSubtype();
      if (YAML_NAMES.contains(name)) {
        return Response.status(code).type(YAML).entity(ManifestWriter.yaml(tree));
      }
      if (name.equals(MediaType.APPLICATION_JSON) || wanted.isWildcardType()) {
        break;
      }
    }
    return Response.status(code).type(MediaType.APPLICATION_JSON).entity(JsonMaps.json(tree));
  }

  public static Response ok(Map<String, ?> tree, HttpHeaders headers) {
    return of(200, tree, headers).build();
  }

  public static Response list(List<?> items, HttpHeaders headers) {
    return ok(Map.of("items", items), headers);
  }
}
