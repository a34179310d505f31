package dev.berth.api.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.info.Info;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Makes the OpenAPI document: summaries are those of the resource classes, everything else comes
 * from {@code operations.yaml} and the schemas beside it. An operation that only one of the two
 * knows ends the build.
 */
public final class OpenApiShape implements OASFilter {
  private static final String TOKEN = "token";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.setInfo(info());
    api.addServer(OASFactory.createServer().url("/").description("This Berth"));
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    OpenApiSchemas.add(api.getComponents());
    api.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
    List<OpenApiRoute> routes = OpenApiRoute.all();
    Map<String, Operation> found = operations(api.getPaths());
    api.setPaths(paths(routes, found));
    TreeSet<String> unsaid = new TreeSet<>(found.keySet());
    routes.forEach(route -> unsaid.remove(route.method() + " " + route.source()));
    if (!unsaid.isEmpty()) {
      throw new IllegalStateException("schema/operations.yaml says nothing of " + unsaid);
    }
    api.setTags(
        routes.stream()
            .map(OpenApiRoute::area)
            .distinct()
            .sorted()
            .map(tag -> OASFactory.createTag().name(tag).description("Everything of /v1/" + tag))
            .toList());
  }

  private static Info info() {
    return OASFactory.createInfo()
        .title("Berth")
        .version("v1")
        .description("Keeps containers in the state that somebody declared")
        .contact(OASFactory.createContact().name("Berth").url("https://berth.dev"))
        .license(
            OASFactory.createLicense()
                .name("Apache-2.0")
                .url("https://www.apache.org/licenses/LICENSE-2.0"));
  }

  private static Map<String, Operation> operations(Paths paths) {
    Map<String, Operation> found = new LinkedHashMap<>();
    paths
        .getPathItems()
        .forEach((path, item) ->
            item.getOperations()
                .forEach((method, operation) -> found.put(method + " " + path, operation)));
    return found;
  }

  private static Paths paths(List<OpenApiRoute> routes, Map<String, Operation> found) {
    Map<String, PathItem> items = new LinkedHashMap<>();
    for (OpenApiRoute route : routes) {
      Operation operation = found.get(route.method() + " " + route.source());
      if (operation == null) {
        throw new IllegalStateException("there is no " + route.method() + " " + route.source());
      }
      items
          .computeIfAbsent(route.path(), path -> OASFactory.createPathItem())
          .setOperation(route.method(), shaped(route, operation));
    }
    Paths paths = OASFactory.createPaths();
    items.forEach(paths::addPathItem);
    return paths;
  }

  private static Operation shaped(OpenApiRoute route, Operation found) {
    String summary = found.getSummary() == null ? route.id() : route.said(found.getSummary());
    Operation operation =
        OASFactory.createOperation()
            .operationId(route.id())
            .addTag(route.area())
            .summary(summary)
            .description(
                found.getDescription() == null ? summary : route.said(found.getDescription()))
            .responses(responses(route));
    if (route.path().endsWith("/hook") || route.id().startsWith("sign")) {
      operation.setSecurity(List.of()); // A signature, or the body, is the login.
    }
    OpenApiQueries.of(route).forEach(operation::addParameter);
    OpenApiParts.body(route, types(found)).ifPresent(operation::setRequestBody);
    return operation;
  }

  private static List<String> types(Operation found) {
    return found.getRequestBody() == null || found.getRequestBody().getContent() == null
        ? List.of()
        : new ArrayList<>(found.getRequestBody().getContent().getMediaTypes().keySet());
  }

  private static APIResponses responses(OpenApiRoute route) {
    APIResponses responses = OASFactory.createAPIResponses();
    route
        .answers()
        .forEach((code, schema) -> {
          var response =
              OASFactory.createAPIResponse()
                  .description(OpenApiParts.meaning(code, route.method()));
          OpenApiParts.answer(route, schema).ifPresent(response::setContent);
          responses.addAPIResponse(code, response);
        });
    OpenApiProblems.of(route).forEach(responses::addAPIResponse);
    return responses;
  }
}
