package dev.berth.api.openapi;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * The OpenAPI document and the page that shows it: files that the build made. They are read from
 * the class path for who asks, and not kept.
 */
@ApplicationScoped
class OpenApiRoutes {
  private static final String PAGE = "/docs/";

  /** What Swagger UI writes on elements as styles is its own; scripts are files from here. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private static final Map<String, String> PAGE_FILES =
      Map.of(
          "", "text/html",
          "docs.js", "text/javascript",
          "swagger-ui-bundle.js", "text/javascript",
          "swagger-ui.css", "text/css");

  private static final int MOVED = 302;
  private static final int NOT_FOUND = 404;

  void begin(@Observes Router router) {
    get(router, "/openapi", request -> document(request, isJsonWanted(request)));
    get(router, "/openapi.json", request -> document(request, true));
    get(router, "/openapi.yaml", request -> document(request, false));
    get(router, "/openapi.yml", request -> document(request, false));
    get(router, PAGE + "*", OpenApiRoutes::page);
  }

  private static void get(Router router, String path, Handler<RoutingContext> handler) {
    router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .blockingHandler(handler, false);
  }

  /** By {@code ?format=}, else by what the client takes; YAML where both are the same to him. */
  private static boolean isJsonWanted(RoutingContext request) {
    String format = request.request().getParam("format");
    String accepted = request.request().getHeader(HttpHeaders.ACCEPT);
    return format == null
        ? accepted != null && accepted.contains("application/json")
        : format.equalsIgnoreCase("json");
  }

  private static void document(RoutingContext request, boolean isJson) {
    send(
        request,
        isJson ? "application/json" : "application/yaml",
        isJson ? "openapi/openapi.json" : "openapi/openapi.yaml");
  }

  private static void page(RoutingContext request) {
    String path = request.normalizedPath();
    if (!path.startsWith(PAGE)) {
      request.response().setStatusCode(MOVED).putHeader(HttpHeaders.LOCATION, PAGE).end();
      return;
    }
    String name = path.substring(PAGE.length());
    Optional<String> type = Optional.ofNullable(PAGE_FILES.get(name));
    if (type.isEmpty()) {
      request.response().setStatusCode(NOT_FOUND).end();
      return;
    }
    request.response().putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    send(request, type.get(), "docs/" + (name.isEmpty() ? "index.html" : name));
  }

  private static void send(RoutingContext request, String type, String resource) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type + ";charset=UTF-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(Buffer.buffer(read(resource)));
  }

  private static byte[] read(String resource) {
    ClassLoader loader = OpenApiRoutes.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
