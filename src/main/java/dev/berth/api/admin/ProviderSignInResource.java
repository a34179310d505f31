package dev.berth.api.admin;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Queries;
import dev.berth.port.ProviderSignIn;
import dev.berth.port.Sessions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Sign-in at an OpenID Connect issuer, for browsers: there, and back to the page. */
@Path("/v1/session/oidc")
@RunOnVirtualThread
public class ProviderSignInResource {
  private static final String SESSION = "berth-session";
  private static final String COOKIE = "berth-oidc";
  private static final String HERE = "v1/session/oidc/";

  private final ProviderSignIn provider;
  private final Sessions sessions;

  ProviderSignInResource(ProviderSignIn provider, Sessions sessions) {
    this.provider = provider;
    this.sessions = sessions;
  }

  @GET
  @Operation(
      summary = "Whose accounts may sign in",
      description = "The host of the OpenID Connect issuer, or null where there is none.")
  public Response get(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("issuer", provider.issuer().orElse(null));
    return Answers.of(200, tree, headers).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  @GET
  @Path("/begin")
  @Operation(
      summary = "Sign in at the issuer",
      description =
          "For browsers: leads to the issuer, with state, nonce and PKCE; to is the path of the"
              + " page to come back to.")
  public Response begin(@Context UriInfo uri) {
    Queries queries = new Queries(uri, Set.of("to"));
    if (provider.issuer().isEmpty()) {
      return problem("unset");
    }
    Optional<ProviderSignIn.Begun> begun =
        provider.begin(uri.getBaseUri() + HERE + "callback", queries.text("to").orElse("/"));
    return begun
        .map(one ->
            to(one.place()).cookie(cookie(one.cookie(), one.lasts().toSeconds(), uri)).build())
        .orElseGet(() -> problem(word(ProviderSignIn.Problem.UNREACHABLE)));
  }

  @GET
  @Path("/callback")
  @Operation(
      summary = "Come back from the issuer",
      description =
          "For browsers: sets the cookie berth-session and leads to the page, or to /sign-in.")
  public Response callback(
      @Parameter(hidden = true) @CookieParam(COOKIE) @Nullable String cookie,
      @Parameter(hidden = true) @CookieParam(SESSION) @Nullable String before,
      @Context UriInfo uri) {
    ProviderSignIn.Ended ended =
        provider.end(
            cookie == null ? "" : cookie,
            asked(uri, "state").orElse(""),
            asked(uri, "code"),
            asked(uri, "error"));
    return switch (ended) {
      case ProviderSignIn.Refused refused -> problem(word(refused.why()));
      case ProviderSignIn.SignedIn in -> {
        Optional.ofNullable(before).ifPresent(sessions::close);
        Sessions.Opened session = in.session();
        yield to(in.to())
            .cookie(
                SessionResource.cookie(
                    session.cookie(), session.lasts().toSeconds(), uri.getBaseUri()))
            .cookie(cookie("", 0, uri))
            .build();
      }
    };
  }

  /** Issuers add what they like, such as iss and session_state. */
  private static Optional<String> asked(UriInfo uri, String name) {
    return Optional.ofNullable(uri.getQueryParameters().getFirst(name)).filter(t -> !t.isEmpty());
  }

  private static String word(ProviderSignIn.Problem why) {
    return why.name().toLowerCase(Locale.ROOT);
  }

  private static Response problem(String word) {
    return to("/sign-in?problem=" + word).build();
  }

  private static Response.ResponseBuilder to(String place) {
    return Response.status(Response.Status.SEE_OTHER)
        .header(HttpHeaders.LOCATION, place)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Referrer-Policy", "no-referrer");
  }

  /** Sent along when the issuer leads back, which a strict one would not be. */
  private static NewCookie cookie(String value, long seconds, UriInfo uri) {
    return new NewCookie.Builder(COOKIE)
        .value(value)
        .path("/" + HERE)
        .maxAge((int) seconds)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .secure("https".equals(uri.getBaseUri().getScheme()))
        .build();
  }
}
