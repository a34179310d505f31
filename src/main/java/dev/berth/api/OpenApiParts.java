package dev.berth.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** What single routes have of their own, for the OpenAPI document: bodies, kinds of answers. */
final class OpenApiParts {
  private static final String EVENTS = "text/event-stream";
  private static final String TEXT = "text/plain";
  private static final List<String> DOCUMENTS = List.of("application/json", "application/yaml");
  private static final List<String> ARCHIVES =
      List.of(
          "application/x-tar", "application/gzip", "application/zip", "application/octet-stream");

  /** Bodies with nothing but a few texts, by method and path. */
  private static final Map<String, List<String>> SMALL =
      Map.of(
          "POST /v1/adopt", List.of("project", "container", "name"),
          "POST /v1/system/orphans/adopt", List.of("app"),
          "POST /v1/system/orphans/remove", List.of("app"),
          "POST /v1/images/{ref}/tag", List.of("tag", "reference", "target"));

  /** Routes that answer in other forms than documents, instead of those or beside them. */
  private static final Map<String, List<String>> FORMS =
      Map.of(
          "/v1/apps/{name}/logs", List.of(TEXT, EVENTS),
          "/v1/apps/{name}/revisions/{revision}/log", List.of(TEXT),
          "/v1/apps/{name}/events", List.of(EVENTS),
          "/v1/operations/{id}", List.of(EVENTS));

  private OpenApiParts() {}

  static Schema signal() {
    return text().pattern("^[A-Za-z0-9]+$");
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  private static Schema object() {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
  }

  /** One step of a JSON patch (RFC 6902). */
  static Schema operation() {
    List<Object> verbs = List.of("add", "remove", "replace", "move", "copy", "test");
    return object()
        .addProperty("op", text().enumeration(verbs))
        .addProperty("path", text())
        .addProperty("from", text())
        .addProperty("value", OASFactory.createSchema().description("Anything"))
        .addRequired("op")
        .addRequired("path");
  }

  /** A body that has a form of its own. */
  static Optional<RequestBody> body(PathItem.HttpMethod method, String path) {
    String route = method + " " + path;
    if (route.equals("PUT /v1/contexts")) {
      return Optional.of(body(ARCHIVES, text().format("binary")));
    }
    if (route.equals("POST /v1/apps/{name}/rollback")) {
      Schema number = OASFactory.createSchema().addType(Schema.SchemaType.INTEGER);
      Schema schema = object().addProperty("revision", number.minimum(BigDecimal.ONE));
      return Optional.of(body(DOCUMENTS, closed(schema).addRequired("revision")));
    }
    return Optional.ofNullable(SMALL.get(route))
        .map(keys -> {
          Schema schema = closed(object());
          keys.forEach(key -> schema.addProperty(key, text().minLength(1)));
          return body(DOCUMENTS, schema).required(route.endsWith("adopt"));
        });
  }

  private static Schema closed(Schema schema) {
    return schema.additionalPropertiesBoolean(false);
  }

  private static RequestBody body(List<String> types, Schema schema) {
    Content content = OASFactory.createContent();
    types.forEach(type -> content.addMediaType(type, OASFactory.createMediaType().schema(schema)));
    return OASFactory.createRequestBody().content(content).required(true);
  }

  /** What is behind the name of a kind in a path. */
  static void paths(Parameter parameter) {
    if (Parameter.In.PATH.equals(parameter.getIn()) && "plural".equals(parameter.getName())) {
      parameter.schema(text().enumeration(List.of("sources", "registries", "secrets")));
    }
  }

  /** Beside the usual forms of a good answer, or in their place. */
  static void forms(PathItem.HttpMethod method, String path, boolean watched, Content content) {
    List<String> forms =
        method == PathItem.HttpMethod.GET ? FORMS.getOrDefault(path, List.of()) : List.of();
    if (forms.contains(TEXT)) {
      DOCUMENTS.forEach(content::removeMediaType);
    }
    forms.forEach(form -> content.addMediaType(form, stream()));
    if (watched) {
      content.addMediaType(EVENTS, stream());
    }
  }

  private static MediaType stream() {
    return OASFactory.createMediaType().schema(text());
  }
}
