package dev.berth.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Authorization}: a bearer token, or, for reading with a browser, the token as
 * password of any user. A browser sends such a password along with requests that other sites make,
 * so it is good for reading only. Without either, the cookie of a session.
 */
@ApplicationScoped
public class TokenAuthentication implements HttpAuthenticationMechanism {
  private static final int UNAUTHORIZED = 401;

  /** Its paths have no dots between slashes, escapes or parameters. */
  private static final Pattern KUBECTL =
      Pattern.compile("/apis?(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+/?");

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final TokenCache tokens;
  private final OidcTokens oidc;
  private final SessionBook sessions;
  private final ClientAddresses clientAddresses;
  private final LoginThrottle loginThrottle;

  TokenAuthentication(
      TokenCache tokens,
      OidcTokens oidc,
      SessionBook sessions,
      LoginThrottle loginThrottle,
      ClientAddresses clientAddresses) {
    this.clientAddresses = clientAddresses;
    this.oidc = oidc;
    this.sessions = sessions;
    this.tokens = tokens;
    this.loginThrottle = loginThrottle;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    String header = context.request().getHeader("Authorization");
    if (header == null) {
      // One that is over is none: pages are open, and there a browser signs in anew.
      return Uni.createFrom().optional(SessionCookie.of(context).flatMap(this::bySession));
    }
    Optional<String> presented = tokenOf(header, context);
    Optional<SecurityIdentity> own = presented.flatMap(this::byToken);
    if (own.isPresent()) {
      return Uni.createFrom().item(own.get());
    }
    return presented
        .filter(oidc::mayBe)
        .map(token -> issued(token, context))
        .orElseGet(() -> refused(context));
  }

  private Optional<SecurityIdentity> bySession(String cookie) {
    return sessions
        .find(cookie)
        .map(holder -> Identities.byCookie(holder, () -> is(holder, sessions.find(cookie))));
  }

  private Optional<SecurityIdentity> byToken(String token) {
    return tokens
        .find(token)
        .map(holder -> Identities.of(holder, () -> is(holder, tokens.find(token))));
  }

  /** Whoever lost a role, or some of his apps, is another. */
  private static boolean is(TokenHolder holder, Optional<TokenHolder> now) {
    return now.filter(holder::equals).isPresent();
  }

  /** The keys of an issuer may have to be fetched: not on the thread that serves others. */
  private Uni<SecurityIdentity> issued(String token, RoutingContext context) {
    return Uni.createFrom()
        .item(() -> oidc.find(token))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .flatMap(found ->
            found
                .map(holder ->
                    Uni.createFrom()
                        .item(Identities.of(holder, () -> !holder.isOver(Instant.now()))))
                .orElseGet(() -> refused(context)));
  }

  /** Later and later, the more often one address is wrong. */
  private Uni<SecurityIdentity> refused(RoutingContext context) {
    Duration wait = loginThrottle.failed(clientAddresses.of(context.request().remoteAddress()));
    Uni<SecurityIdentity> failure = Uni.createFrom().failure(new AuthenticationFailedException());
    return wait.isZero()
        ? failure
        : Uni.createFrom()
            .emitter(late ->
                context
                    .vertx()
                    .setTimer(
                        wait.toMillis(), timer -> late.fail(new AuthenticationFailedException())));
  }

  private static Optional<String> tokenOf(String header, RoutingContext context) {
    String scheme = header.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    String rest = header.substring(scheme.length()).strip();
    boolean reads =
        READING.contains(context.request().method())
            && !RouteRoles.isExec(context.normalizedPath());
    if (scheme.equals("bearer")) {
      return Optional.of(rest);
    }
    return scheme.equals("basic") && (reads || isKubectl(context))
        ? password(rest)
        : Optional.empty();
  }

  /**
   * Without TLS kubectl sends its token as a password only. No browser writes without saying which
   * page it is for. It names what it wants plainly: a path that another would be made of is none of
   * its.
   */
  private static boolean isKubectl(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = String.valueOf(request.path());
    return path.equals(context.normalizedPath())
        && KUBECTL.matcher(path).matches()
        && request.getHeader("Origin") == null
        && request.getHeader("Sec-Fetch-Site") == null;
  }

  private static Optional<String> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return pair.contains(":")
          ? Optional.of(pair.substring(pair.indexOf(':') + 1))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom()
        .item(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "Basic realm=\"berth\""));
  }

  /** An error like all others: a problem with a way out. */
  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    context
        .response()
        .putHeader(
            "WWW-Authenticate",
            wantsPage(context.request()) ? "Basic realm=\"berth\"" : "Bearer realm=\"berth\"");
    return Uni.createFrom()
        .completionStage(
            Refusal.send(context, UNAUTHORIZED, "Unauthorized", advice(context))
                .toCompletionStage())
        .replaceWith(true);
  }

  private String advice(RoutingContext context) {
    @Nullable String header = context.request().getHeader("Authorization");
    boolean reads = READING.contains(context.request().method());
    if (!reads && context.normalizedPath().startsWith("/api/v1/")) {
      return LoginAdvice.OF_KUBERNETES;
    }
    return LoginAdvice.of(
        header,
        reads,
        header == null ? Optional.empty() : tokenOf(header, context).flatMap(tokens::expiry));
  }

  private static boolean wantsPage(HttpServerRequest request) {
    @Nullable String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }
}
