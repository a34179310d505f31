package dev.berth.security;

import dev.berth.port.ProviderSignIn;
import dev.berth.port.Sessions;
import dev.berth.state.secret.TokenValue;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sends browsers to the issuer, and believes what they come back with as far as it is proved. */
@ApplicationScoped
class ProviderSignIns implements ProviderSignIn {
  private static final System.Logger LOG = System.getLogger(ProviderSignIns.class.getName());
  private static final int SECRET_BYTES = 32;

  /**
   * A path of this Berth, never another host: browsers read two slashes, or one leaning back, so.
   */
  private static final Pattern OWN_PATH =
      Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]{0,500}");

  private final OidcClient client;
  private final OidcTokens tokens;
  private final SessionBook book;
  private final Auditor auditor;
  private final ClientAddresses clientAddresses;
  private final CurrentVertxRequest request;
  private final SecureRandom random = new SecureRandom();
  private final PendingSignIns pending = new PendingSignIns(InstantSource.system());

  ProviderSignIns(
      OidcClient client,
      OidcTokens tokens,
      SessionBook book,
      Auditor auditor,
      ClientAddresses clientAddresses,
      CurrentVertxRequest request) {
    this.client = client;
    this.tokens = tokens;
    this.book = book;
    this.auditor = auditor;
    this.clientAddresses = clientAddresses;
    this.request = request;
  }

  @Override
  public Optional<String> issuer() {
    return client.setup().map(known -> known.issuer().getHost());
  }

  @Override
  public Optional<Begun> begin(String redirect, String to) {
    String cookie = secret();
    String state = secret();
    PendingSignIn one =
        new PendingSignIn(
            TokenValue.hash(cookie), secret(), secret(), redirect, ownPath(to), pending.end());
    try {
      URI place = client.place(one, state);
      pending.add(state, one);
      return Optional.of(new Begun(place.toString(), cookie, PendingSignIns.LONGEST));
    } catch (IOException e) {
      tell("where to sign in", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  static String ownPath(String to) {
    return OWN_PATH.matcher(to).matches() ? to : "/";
  }

  @Override
  public Ended end(String cookie, String state, Optional<String> code, Optional<String> error) {
    Optional<PendingSignIn> one = pending.take(state, cookie);
    if (one.isEmpty()) {
      return new Refused(Problem.EXPIRED);
    }
    if (error.isPresent() || code.isEmpty()) {
      return new Refused(Problem.DENIED);
    }
    try {
      return signedIn(one.get(), client.idToken(one.get(), code.get()));
    } catch (IOException e) {
      tell("the code of a sign-in", e);
    } catch (UncheckedIOException e) {
      tell("the file of berth.oidc.sign-in.client-secret-file", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Refused(Problem.UNREACHABLE);
  }

  private Ended signedIn(PendingSignIn one, String token) {
    OidcClient.Setup setup = client.setup().orElseThrow();
    Optional<TokenHolder> found = tokens.signedIn(token, one.nonce(), setup.clientId());
    if (found.isEmpty()) {
      return new Refused(Problem.UNTRUSTED);
    }
    if (found.get().role().isEmpty()) {
      note(found.get().name(), "signed in, and has no role");
      return new Refused(Problem.NOBODY);
    }
    TokenHolder holder = found.get().until(InstantSource.system().instant().plus(setup.lasts()));
    String cookie = secret();
    Duration lasts = book.openIssued(cookie, holder.name(), holder);
    note(holder.name(), "signed in");
    return new SignedIn(new Sessions.Opened(cookie, lasts), one.to());
  }

  private void note(String who, String what) {
    RoutingContext context = request.getCurrent();
    auditor.note(who, clientAddresses.of(context.request().remoteAddress()), what);
  }

  private void tell(String what, Exception e) {
    LOG.log(Level.WARNING, "{0}: {1}: {2}", issuer().orElse(""), what, e.toString());
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
