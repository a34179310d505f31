package dev.berth.security;

import dev.berth.spec.policy.Role;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens that an OpenID Connect issuer has signed. Only signatures with keys that the issuer
 * publishes count: neither tokens without one nor those "signed" with a key that everybody knows.
 */
public final class OidcTokens {
  private static final int CLOCKS_APART_SECONDS = 30;

  private static final AlgorithmConstraints PUBLIC_KEYS =
      new AlgorithmConstraints(
          ConstraintType.PERMIT,
          AlgorithmIdentifiers.RSA_USING_SHA256,
          AlgorithmIdentifiers.RSA_USING_SHA384,
          AlgorithmIdentifiers.RSA_USING_SHA512,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
          AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
          AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512);

  private final Optional<Rules> rules;
  private final Optional<IssuerKeys> keys;
  private final InstantSource clock;

  /**
   * What a token has to be, and what its claims mean.
   *
   * @param audience one of these has to be in {@code aud}
   * @param roleClaim where roles stand, a text or a list; {@code realm_access.roles} is one inside
   *     another
   * @param roles words that stand for a role
   * @param selectorClaim where a label selector of apps stands; then a token has to have it
   */
  public record Rules(
      URI issuer,
      Set<String> audience,
      String nameClaim,
      String roleClaim,
      Map<Role, Set<String>> roles,
      Optional<String> selectorClaim) {}

  /** Without rules no token is good. */
  public OidcTokens(Optional<Rules> rules, InstantSource clock, LongSupplier nanos) {
    this.rules = rules;
    this.clock = clock;
    this.keys = rules.map(known -> new IssuerKeys(known.issuer(), nanos));
  }

  /** Whether it is worth a look, which may take a call of the issuer. */
  boolean mayBe(String presented) {
    return rules.isPresent() && presented.chars().filter(c -> c == '.').count() == 2;
  }

  /** Whose token it is, or empty if it is not good. */
  Optional<TokenHolder> find(String presented) {
    return rules.flatMap(
        known -> claims(presented, known, known.audience()).flatMap(c -> holder(c, known)));
  }

  /**
   * Whose token it is that an issuer gave for a sign-in that began here; empty if it is not good.
   * It proves who somebody is at this moment: when it is over tells nothing of how long that holds.
   */
  Optional<TokenHolder> signedIn(String presented, String nonce, String clientId) {
    return rules.flatMap(known ->
        claims(presented, known, Set.of(clientId))
            .filter(claims -> nonce.equals(claims.getClaimValue("nonce")))
            .filter(claims -> isFor(clientId, claims.getClaimValue("azp")))
            .flatMap(claims -> holder(claims, known))
            .map(who -> new TokenHolder(who.name(), who.role(), who.scope(), Optional.empty())));
  }

  private static boolean isFor(String clientId, @Nullable Object party) {
    return party == null || clientId.equals(party);
  }

  private Optional<JwtClaims> claims(String presented, Rules known, Set<String> audience) {
    try {
      return Optional.of(
          new JwtConsumerBuilder()
              .setJwsAlgorithmConstraints(PUBLIC_KEYS)
              .setVerificationKeyResolver(keys.orElseThrow())
              .setExpectedIssuer(true, known.issuer().toString())
              .setExpectedAudience(true, audience.toArray(String[]::new))
              .setRequireExpirationTime()
              .setRequireSubject()
              .setAllowedClockSkewInSeconds(CLOCKS_APART_SECONDS)
              .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
              .build()
              .processToClaims(presented));
    } catch (InvalidJwtException e) {
      return Optional.empty();
    }
  }

  private static Optional<TokenHolder> holder(JwtClaims claims, Rules known) {
    Map<String, Object> tree = claims.getClaimsMap();
    String name = texts(tree, known.nameClaim()).stream().findFirst().orElse("");
    List<String> scope = known.selectorClaim().map(claim -> texts(tree, claim)).orElse(List.of());
    boolean isScopeGood =
        known.selectorClaim().isEmpty() || (scope.size() == 1 && isSelector(scope.getFirst()));
    if (name.isBlank() || !isScopeGood) {
      return Optional.empty();
    }
    Set<String> words = Set.copyOf(texts(tree, known.roleClaim()));
    Optional<Role> role =
        known.roles().entrySet().stream()
            .filter(entry -> entry.getValue().stream().anyMatch(words::contains))
            .map(Map.Entry::getKey)
            .max(Comparator.naturalOrder());
    return Optional.of(
        new TokenHolder(
            "oidc:" + name,
            role,
            scope.stream().filter(s -> !s.isBlank()).findFirst(),
            expiry(claims)));
  }

  private static Optional<Instant> expiry(JwtClaims claims) {
    return claims.getClaimValue("exp") instanceof Number seconds
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  private static boolean isSelector(String text) {
    return LabelSelector.parse(text) instanceof Validated.Valid<LabelSelector>;
  }

  /** The texts at a place: a whole name first, then one inside the other. */
  private static List<String> texts(Map<String, Object> tree, String place) {
    @Nullable Object found = tree.get(place);
    if (found == null) {
      found = tree;
      for (String part : place.split("\\.", -1)) {
        found = found instanceof Map<?, ?> map ? map.get(part) : null;
      }
    }
    return switch (found) {
      case null -> List.of();
      case String text -> List.of(text);
      case Collection<?> all ->
          all.stream().filter(String.class::isInstance).map(String::valueOf).toList();
      default -> List.of();
    };
  }
}
