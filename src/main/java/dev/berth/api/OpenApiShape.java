package dev.berth.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Says in the OpenAPI document what is the same for all routes: query parameters by name, bodies,
 * and every status with its schema and an example.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiShape implements OASFilter {
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String PROBLEM = "Problem";
  private static final String TOKEN = "token";
  private static final Set<PathItem.HttpMethod> WRITES =
      Set.of(
          PathItem.HttpMethod.POST,
          PathItem.HttpMethod.PUT,
          PathItem.HttpMethod.PATCH,
          PathItem.HttpMethod.DELETE);

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.addServer(OASFactory.createServer().url("/").description("This Berth"));
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    OpenApiSchemas.add(api.getComponents());
    api.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
    Set<String> tags = new TreeSet<>();
    api.getPaths()
        .getPathItems()
        .forEach((path, item) ->
            new TreeMap<>(item.getOperations())
                .forEach((method, operation) -> shape(path, method, operation, tags)));
    api.setTags(
        tags.stream()
            .map(tag -> OASFactory.createTag().name(tag).description("Everything of /v1/" + tag))
            .toList());
  }

  private static void shape(
      String path, PathItem.HttpMethod method, Operation operation, Set<String> tags) {
    String[] parts = path.split("/", -1);
    String tag = parts.length > 2 ? parts[2].replaceAll("[{}].*", "resources") : "berth";
    String area = tag.isEmpty() || tag.startsWith("{") ? "resources" : tag;
    tags.add(area);
    operation.setTags(List.of(area));
    operation.setOperationId(id(path, method));
    if (path.endsWith("/hook")) {
      operation.setSecurity(List.of()); // Its signature is its login.
    }
    if (operation.getSummary() == null) {
      operation.setSummary(operation.getOperationId());
    }
    if (operation.getDescription() == null) {
      operation.setDescription(operation.getSummary());
    }
    OpenApiQueries.of(method, path).forEach(operation::addParameter);
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(OpenApiParts::paths);
    }
    body(path, method, operation);
    responses(path, method, operation);
  }

  private static String id(String path, PathItem.HttpMethod method) {
    StringBuilder id = new StringBuilder(method.name().toLowerCase(java.util.Locale.ROOT));
    for (String part : path.split("[^A-Za-z0-9]+", -1)) {
      if (!part.isEmpty()) {
        id.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
      }
    }
    return id.toString();
  }

  private static void body(String path, PathItem.HttpMethod method, Operation operation) {
    OpenApiParts.body(method, path).ifPresent(operation::setRequestBody);
    if (operation.getRequestBody() == null || operation.getRequestBody().getContent() == null) {
      return;
    }
    operation.getRequestBody().setDescription("The document");
    boolean isApp = path.startsWith("/v1/apps") && path.split("/", -1).length <= 4;
    operation
        .getRequestBody()
        .getContent()
        .getMediaTypes()
        .forEach((type, media) -> {
          if (type.endsWith("json") || type.endsWith("yaml")) {
            boolean whole = isApp && method != PathItem.HttpMethod.PATCH;
            media.schema(whole ? ref("AppWish") : anything(type));
            if (whole) {
              media.example(OpenApiSchemas.app());
            }
          }
        });
  }

  private static Schema anything(String type) {
    Schema schema = OASFactory.createSchema();
    return type.equals(Patching.JSON)
        ? schema.addType(Schema.SchemaType.ARRAY).items(OpenApiParts.operation())
        : schema.addType(Schema.SchemaType.OBJECT);
  }

  private static Schema object() {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
  }

  private static Schema ref(String name) {
    return OASFactory.createSchema().ref("#/components/schemas/" + name);
  }

  private static void responses(String path, PathItem.HttpMethod method, Operation operation) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    boolean watched =
        operation.getParameters() != null
            && operation.getParameters().stream().anyMatch(p -> "watch".equals(p.getName()));
    good(path, method)
        .forEach((code, response) -> {
          if (response.getContent() != null) {
            OpenApiParts.forms(method, path, watched, response.getContent());
          }
          operation.getResponses().addAPIResponse(code, response);
        });
    for (String code : bad(path, method)) {
      operation.getResponses().addAPIResponse(code, problem(code));
    }
  }

  private static Map<String, APIResponse> good(String path, PathItem.HttpMethod method) {
    Map<String, APIResponse> good = new TreeMap<>();
    boolean isApp = path.equals("/v1/apps/{name}");
    boolean isApps = path.equals("/v1/apps");
    Schema schema = isApp ? ref("App") : isApps ? ref("AppList") : plain(path);
    Object example =
        isApp
            ? OpenApiSchemas.app()
            : isApps ? Map.of("items", List.of(OpenApiSchemas.app())) : null;
    good.put("200", answer("Done; or what is there", schema, example));
    if (method == PathItem.HttpMethod.POST || method == PathItem.HttpMethod.PUT) {
      good.put("201", answer("It is new", schema, example));
    }
    if (method == PathItem.HttpMethod.DELETE || method == PathItem.HttpMethod.POST) {
      good.put("202", answer("It will be done; the answer says what to watch", schema, example));
    }
    boolean isTagged = isApp || isApps || path.matches("/v1/\\{plural}(/\\{name})?");
    if (method == PathItem.HttpMethod.GET && isTagged) {
      good.put(
          "304", OASFactory.createAPIResponse().description("Not changed since If-None-Match"));
    }
    return good;
  }

  private static Schema plain(String path) {
    return path.endsWith("/drift")
        ? OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(object())
        : object();
  }

  private static APIResponse answer(
      String description, Schema schema, @org.jspecify.annotations.Nullable Object example) {
    MediaType media = OASFactory.createMediaType().schema(schema);
    if (example != null) {
      media.example(example);
    }
    Content content =
        OASFactory.createContent()
            .addMediaType(JSON, media)
            .addMediaType(YAML, OASFactory.createMediaType().schema(schema));
    return OASFactory.createAPIResponse().description(description).content(content);
  }

  private static List<String> bad(String path, PathItem.HttpMethod method) {
    List<String> codes = new ArrayList<>(List.of("400", "401", "403", "406", "429", "500", "503"));
    if (path.contains("{") || WRITES.contains(method)) {
      codes.add("404");
    }
    if (WRITES.contains(method)) {
      codes.addAll(List.of("409", "412", "413", "415", "422", "504"));
    } else {
      codes.add("504");
      if (path.startsWith("/v1/images/") || path.endsWith("/compose")) {
        codes.add("422");
      }
    }
    return codes;
  }

  private static APIResponse problem(String code) {
    MediaType media =
        OASFactory.createMediaType().schema(ref(PROBLEM)).example(OpenApiSchemas.problem(code));
    return OASFactory.createAPIResponse()
        .description(OpenApiSchemas.title(code))
        .content(OASFactory.createContent().addMediaType(Problem.TYPE, media));
  }
}
