package dev.berth.api.admin;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Bodies;
import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.port.Sessions;
import dev.berth.spec.validation.Violation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Sign-in by cookie, for pages: scripts cannot read it, and a page keeps no token. */
@Path("/v1/session")
@RunOnVirtualThread
public class SessionResource {
  private static final String COOKIE = "berth-session";
  private static final String TOKEN = "token";

  private final Sessions sessions;

  SessionResource(Sessions sessions) {
    this.sessions = sessions;
  }

  @GET
  @Operation(
      summary = "Who am I",
      description =
          "By cookie, token or password: name, role, labelSelector, when it ends, and"
              + " whether commands may be run in containers.")
  public Response get(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    Sessions.Caller caller = sessions.caller();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", caller.name());
    tree.put("role", caller.role().orElse(null));
    tree.put("labelSelector", caller.labelSelector().orElse(null));
    tree.put("expires", caller.expiresAt().map(Object::toString).orElse(null));
    tree.put("exec", caller.mayExec());
    return Answers.of(200, tree, headers).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  @POST
  @Consumes({"application/json", "application/yaml", "text/plain"})
  @Operation(
      summary = "Sign in with a token",
      description =
          "The body is the token, as text or as {\"token\": …}. Sets the cookie berth-session, good"
              + " for /v1 for eight hours, or until its token is renewed, deleted or over."
              + " dryRun=true: only whether the token is good.")
  public Response open(
      @Parameter(hidden = true) @CookieParam(COOKIE) @Nullable String before,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, "dryRun");
    String token = token(body, headers);
    if (queries.flag("dryRun")) {
      if (!sessions.dryRun(token)) {
        throw wrong();
      }
      return Response.noContent().build();
    }
    Sessions.Opened opened = sessions.open(token).orElseThrow(SessionResource::wrong);
    Optional.ofNullable(before).ifPresent(sessions::close);
    return answer(cookie(opened.cookie(), opened.lasts().toSeconds(), uri.getBaseUri()));
  }

  private static String token(InputStream body, HttpHeaders headers) {
    boolean isText =
        Optional.ofNullable(headers.getMediaType())
            .filter(type -> type.getType().equals("text") && type.getSubtype().equals("plain"))
            .isPresent();
    String token =
        isText ? Bodies.text(body) : Bodies.texts(body, Set.of(TOKEN)).getOrDefault(TOKEN, "");
    if (token.isBlank()) {
      throw new ProblemException(
          ProblemDetails.invalid(
              List.of(
                  new Violation(TOKEN, "send {\"token\": \"…\"}, or the token as text/plain"))));
    }
    return token.strip();
  }

  private static ProblemException wrong() {
    return ProblemException.of(
        401,
        "Unauthorized",
        "the token is wrong, over, or was removed: the admin's token is in the file admin-token of"
            + " BERTH_HOME, others are made with PUT /v1/tokens/NAME");
  }

  @DELETE
  @Operation(
      summary = "Sign out",
      description = "The cookie is good for nothing any more. dryRun=true: nothing is done.")
  public Response close(
      @Parameter(hidden = true) @CookieParam(COOKIE) @Nullable String cookie,
      @Context UriInfo uri) {
    Queries queries = Queries.waiting(uri, "dryRun");
    if (queries.flag("dryRun")) {
      return Response.noContent().build();
    }
    Optional.ofNullable(cookie).ifPresent(sessions::close);
    return answer(cookie("", 0, uri.getBaseUri()));
  }

  static NewCookie cookie(String value, long seconds, URI asked) {
    return new NewCookie.Builder(COOKIE)
        .value(value)
        .path("/")
        .maxAge((int) seconds)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .secure("https".equals(asked.getScheme()))
        .build();
  }

  private static Response answer(NewCookie cookie) {
    return Response.noContent()
        .cookie(cookie)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
