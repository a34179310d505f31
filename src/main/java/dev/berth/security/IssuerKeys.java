package dev.berth.security;

import java.io.IOException;
import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The public keys of an issuer, as its discovery document names them. They are fetched when they
 * are first needed, again when they are old, and when a token names one that is not among them;
 * while the issuer is out of reach the last ones go on being good.
 *
 * <p>jose4j's {@code HttpsJwks} is not it: it waits by the wall clock, which may be set back, lets
 * headers of the issuer say how long a withdrawn key is good, and calls an issuer that does not
 * answer for each token.
 */
final class IssuerKeys implements VerificationKeyResolver {
  private static final Duration FRESH = Duration.ofMinutes(10);

  /** Tokens that name keys of nobody are not to make Berth call the issuer each time. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final URI issuer;
  private final LongSupplier nanos;
  private final IssuerDoor door;
  private List<JsonWebKey> keys = List.of();
  private OptionalLong fetchedAt = OptionalLong.empty();
  private OptionalLong triedAt = OptionalLong.empty();

  IssuerKeys(URI issuer, LongSupplier nanos) {
    this.issuer = issuer;
    this.door = new IssuerDoor(issuer);
    this.nanos = nanos;
  }

  @Override
  public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> around)
      throws UnresolvableKeyException {
    try {
      return new JwksVerificationKeyResolver(known()).resolveKey(token, around);
    } catch (UnresolvableKeyException e) {
      return new JwksVerificationKeyResolver(anew()).resolveKey(token, around);
    }
  }

  private synchronized List<JsonWebKey> known() {
    if (!isWithin(FRESH, fetchedAt)) {
      anew();
    }
    return keys;
  }

  private synchronized List<JsonWebKey> anew() {
    if (isWithin(PAUSE, triedAt)) {
      return keys;
    }
    OptionalLong now = OptionalLong.of(nanos.getAsLong());
    triedAt = now;
    try {
      keys = fetch();
      fetchedAt = now;
    } catch (IOException | JoseException | ClassCastException | IllegalArgumentException e) {
      System.getLogger(IssuerKeys.class.getName())
          .log(System.Logger.Level.WARNING, "keys of {0}: {1}", issuer, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return keys;
  }

  private boolean isWithin(Duration time, OptionalLong begun) {
    return begun.isPresent() && nanos.getAsLong() - begun.getAsLong() < time.toNanos();
  }

  private List<JsonWebKey> fetch() throws IOException, InterruptedException, JoseException {
    URI place = door.place(door.about(), "jwks_uri");
    return new JsonWebKeySet(door.get(place)).getJsonWebKeys();
  }
}
