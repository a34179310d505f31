package dev.berth.api.desk;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the page is. All its paths show one document, which finds out by itself what belongs there;
 * it holds nothing of anybody's, so none of them asks for a token.
 */
@ApplicationScoped
class DeskRoutes {
  /** Scripts and styles are files from here, and text becomes markup by lit-html's policy alone. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types lit-html";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", CONTENT_SECURITY_POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin");

  private static final List<String> PATHS =
      List.of(
          "/",
          "/sign-in",
          "/new",
          "/apps",
          "/apps/*",
          "/activity",
          "/sources",
          "/sources/*",
          "/images",
          "/system");

  private static final String FOLDER = "/desk/";

  private static final int NOT_FOUND = 404;
  private static final int MOVED = 302;

  private final DeskFiles files;

  DeskRoutes(DeskFiles files) {
    this.files = files;
  }

  void begin(@Observes Router router) {
    PATHS.forEach(path -> get(router, path, this::page));
    get(router, FOLDER + ":build/*", this::file);
    get(router, "/favicon.ico", this::icon);
  }

  private static void get(Router router, String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
  }

  private void page(RoutingContext request) {
    send(request, files.page(), "no-cache");
  }

  private void file(RoutingContext request) {
    String path = request.normalizedPath().substring(FOLDER.length());
    int slash = path.indexOf('/');
    Optional<DeskFiles.DeskFile> file =
        files.file(path.substring(0, slash), path.substring(slash + 1));
    if (file.isPresent()) {
      send(request, file.get(), "public, max-age=31536000, immutable");
    } else {
      request.response().setStatusCode(NOT_FOUND).end();
    }
  }

  private void icon(RoutingContext request) {
    String where = FOLDER + files.build() + "/icon.svg";
    request.response().setStatusCode(MOVED).putHeader(HttpHeaders.LOCATION, where).end();
  }

  private static void send(RoutingContext request, DeskFiles.DeskFile file, String caching) {
    HttpServerResponse response = request.response();
    HEADERS.forEach(response::putHeader);
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
    response.putHeader(HttpHeaders.CACHE_CONTROL, caching);
    response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    String accepted = request.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    boolean isZipped = accepted != null && accepted.contains("gzip");
    response.putHeader(HttpHeaders.CONTENT_ENCODING, isZipped ? "gzip" : "identity");
    response.end(isZipped ? file.zipped() : file.bytes());
  }
}
