package dev.berth.security;

import dev.berth.port.Sessions;
import dev.berth.spec.policy.ExecRight;
import dev.berth.spec.policy.Role;
import dev.berth.state.secret.TokenValue;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Changes tokens into sessions, and is as slow with who guesses as the other doors are. */
@ApplicationScoped
class SignIn implements Sessions {
  private final SessionBook book;
  private final TokenCache tokens;
  private final OidcTokens oidc;
  private final LoginThrottle loginThrottle;
  private final ClientAddresses clientAddresses;
  private final CurrentVertxRequest request;
  private final ExecRight execRight;
  private final SecureRandom random = new SecureRandom();

  SignIn(
      SessionBook book,
      TokenCache tokens,
      OidcTokens oidc,
      LoginThrottle loginThrottle,
      ClientAddresses clientAddresses,
      CurrentVertxRequest request,
      ExecRight execRight) {
    this.execRight = execRight;
    this.book = book;
    this.tokens = tokens;
    this.oidc = oidc;
    this.loginThrottle = loginThrottle;
    this.clientAddresses = clientAddresses;
    this.request = request;
  }

  @Override
  public Optional<Opened> open(String token) {
    Optional<Opened> opened =
        tokens
            .find(token)
            .map(holder -> opened(holder, cookie -> book.open(cookie, token, holder)))
            .or(() ->
                issued(token)
                    .map(holder ->
                        opened(holder, cookie -> book.openIssued(cookie, token, holder))));
    if (opened.isEmpty()) {
      waitAsGuesser();
    }
    return opened;
  }

  @Override
  public boolean dryRun(String token) {
    boolean isGood = tokens.find(token).or(() -> issued(token)).isPresent();
    if (!isGood) {
      waitAsGuesser();
    }
    return isGood;
  }

  private Optional<TokenHolder> issued(String token) {
    return oidc.mayBe(token) ? oidc.find(token) : Optional.empty();
  }

  private Opened opened(TokenHolder holder, java.util.function.Function<String, Duration> opening) {
    byte[] bytes = new byte[TokenValue.BYTES];
    random.nextBytes(bytes);
    String cookie = TokenValue.of(bytes);
    Duration lasts = opening.apply(cookie);
    request.getCurrent().put(Auditor.WHO, holder.name());
    return new Opened(cookie, lasts);
  }

  private void waitAsGuesser() {
    RoutingContext context = request.getCurrent();
    Duration wait = loginThrottle.failed(clientAddresses.of(context.request().remoteAddress()));
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close(String cookie) {
    book.find(cookie).ifPresent(holder -> request.getCurrent().put(Auditor.WHO, holder.name()));
    book.close(cookie);
  }

  @Override
  public Caller caller() {
    SecurityIdentity who = CurrentIdentityAssociation.current();
    return new Caller(
        who.getPrincipal().getName(),
        Arrays.stream(Role.values())
            .filter(role -> who.hasRole(role.word()))
            .max(Comparator.naturalOrder())
            .map(Role::word),
        Optional.ofNullable(who.<String>getAttribute(Identities.SCOPE)),
        Optional.ofNullable(who.<Instant>getAttribute(Identities.EXPIRES_AT)),
        execRight.role().filter(least -> who.hasRole(least.word())).isPresent());
  }
}
