package dev.berth.api.openapi;

import dev.berth.api.http.Patching;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** Bodies of requests and of good answers, for the OpenAPI document. */
final class OpenApiParts {
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String EVENTS = "text/event-stream";
  private static final String TEXT = "text/plain";
  private static final String LINES = "application/x-ndjson";
  private static final String BYTES = "application/octet-stream";
  private static final List<String> DOCUMENTS = List.of(JSON, YAML);
  private static final List<String> ARCHIVES =
      List.of("application/x-tar", "application/gzip", "application/zip", BYTES);

  /** Other names of what is documented by its own. */
  private static final Set<String> ALIASES =
      Set.of("application/x-yaml", "text/yaml", "application/x-gzip");

  /** Bodies that may be left out. */
  private static final Set<String> OPTIONAL =
      Set.of("DriftRequest", "OrphansRequest", "TagRequest");

  private OpenApiParts() {}

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  private static Schema bytes() {
    return text().format("binary");
  }

  private static Schema list(Schema items) {
    return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(items);
  }

  /** What the route takes, if anything; {@code given}: in which forms its method takes it. */
  static Optional<RequestBody> body(OpenApiRoute route, List<String> given) {
    return route
        .body()
        .map(schema ->
            OASFactory.createRequestBody()
                .description("The document")
                .required(!OPTIONAL.contains(schema))
                .content(content(schema, types(route, schema, given))));
  }

  private static List<String> types(OpenApiRoute route, String schema, List<String> given) {
    boolean isAny = given.isEmpty() || given.contains("*/*");
    if (!isAny && !schema.equals("bytes")) {
      return given.stream().filter(type -> !ALIASES.contains(type)).toList();
    }
    return route.path().equals("/v1/contexts")
        ? ARCHIVES
        : schema.equals("bytes") ? List.of(JSON, BYTES) : DOCUMENTS;
  }

  private static Content content(String schema, List<String> types) {
    Content content = OASFactory.createContent();
    List<String> jsonFirst =
        types.stream().sorted((a, b) -> Boolean.compare(b.equals(JSON), a.equals(JSON))).toList();
    for (String type : jsonFirst) {
      content.addMediaType(type, type.equals(Patching.JSON) ? steps() : media(type, schema));
    }
    return content;
  }

  /**
   * The steps of a JSON patch. With a schema of a list beside that of a map, openapi-python-client
   * makes code that fails at run time.
   */
  private static MediaType steps() {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("op", "replace");
    step.put("path", "/metadata/labels");
    step.put("value", Map.of("team", "demo"));
    return OASFactory.createMediaType().example(List.of(step));
  }

  private static MediaType media(String type, String schema) {
    MediaType media = OASFactory.createMediaType().schema(schema(type, schema));
    // One is enough: linters compile the whole schema anew for each.
    return schema.equals("App") && type.equals(JSON) ? media.example(app()) : media;
  }

  private static Schema schema(String type, String schema) {
    return switch (type) {
      case TEXT -> schema.equals("bytes") ? text().minLength(12).maxLength(1024) : text();
      case JSON, YAML, Patching.MERGE ->
          schema.equals("bytes")
              ? OASFactory.createSchema().addType(Schema.SchemaType.OBJECT)
              : OpenApiSchemas.ref(schema);
      default -> bytes();
    };
  }

  /** What a good answer holds. */
  static Optional<Content> answer(OpenApiRoute route, String schema) {
    Content content = OASFactory.createContent();
    if (route.path().endsWith("/backup")) { // First: generators of clients take that.
      content.addMediaType(BYTES, OASFactory.createMediaType().schema(bytes()));
    }
    switch (schema) {
      case "none" -> {
        return Optional.empty();
      }
      case "text" -> content.addMediaType(TEXT, OASFactory.createMediaType().schema(text()));
      case "bytes" -> content.addMediaType(BYTES, OASFactory.createMediaType().schema(bytes()));
      default -> DOCUMENTS.forEach(type -> content.addMediaType(type, document(schema)));
    }
    if (route.path().endsWith("/logs")) {
      content.addMediaType(LINES, OASFactory.createMediaType().schema(text()));
    }
    if (route.path().endsWith("/plan")) {
      content.addMediaType(TEXT, OASFactory.createMediaType().schema(text()));
    }
    route.events().ifPresent(data -> content.addMediaType(EVENTS, stream(data)));
    return Optional.of(content);
  }

  private static MediaType document(String schema) {
    boolean isList = schema.startsWith("[");
    return OASFactory.createMediaType()
        .schema(
            isList
                ? list(OpenApiSchemas.ref(schema.substring(1, schema.length() - 1)))
                : OpenApiSchemas.ref(schema));
  }

  private static MediaType stream(String data) {
    Schema schema = text().description("Server-sent events");
    if (!data.equals("text")) {
      schema
          .description("Server-sent events; the data of each is a document")
          .contentMediaType(JSON)
          .contentSchema(OpenApiSchemas.ref(data));
    }
    return OASFactory.createMediaType().schema(schema);
  }

  private static Map<String, Object> app() {
    Map<String, Object> app = new LinkedHashMap<>();
    app.put("apiVersion", "berth.dev/v1");
    app.put("kind", "App");
    app.put("metadata", Map.of("name", "friendlyhello"));
    app.put("spec", Map.of("image", "redis:7", "ports", List.of("4000:80")));
    return app;
  }

  /** What a good status means. */
  static String meaning(String code, PathItem.HttpMethod method) {
    return switch (code) {
      case "201" -> "It is new";
      case "202" -> "It will be done; the answer says what to watch";
      case "304" -> "Not changed since If-None-Match";
      default -> method == PathItem.HttpMethod.GET ? "What is there" : "Done";
    };
  }
}
