package dev.berth.security;

import dev.berth.fault.Misconfigured;
import dev.berth.spec.IngressTls;
import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.IssuedCertificate;
import dev.berth.state.secret.KeyRotation;
import dev.berth.state.secret.ReEncryptor;
import dev.berth.state.secret.SecretSpec;
import dev.berth.state.secret.Secrets;
import dev.berth.state.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets as they are stored: sealed. Digests are keyed, or short values could be guessed from
 * them; their key is not the vault's, so that another key of the vault restarts nobody's services.
 */
public final class StoredSecrets implements Secrets, KeyRotation {
  private static final String DIGEST_KEY = "DigestKey";
  private static final String ONLY = "secrets";
  private static final String SEALED = "sealed";
  private static final Pattern SEAL = Pattern.compile("v1:[^:]{1,64}:[A-Za-z0-9_-]{16,}");
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  /** As Kubernetes keeps a certificate and its key. */
  private static final String CERTIFICATE = "tls.crt";

  private static final String CERTIFICATE_KEY = "tls.key";
  private static final Set<String> PAIR = Set.of(CERTIFICATE, CERTIFICATE_KEY);

  /** 64 bits tell two values of one secret apart. */
  private static final int HEX_DIGITS = 16;

  private final ResourceStore state;
  private final Vault vault;
  private final ReEncryptor others;
  private final SecretKeySpec digestKey;

  /** {@code others} are sealed texts beside resources. */
  public StoredSecrets(ResourceStore state, Vault vault, InstantSource clock, ReEncryptor others) {
    this.others = others;
    this.state = state;
    this.vault = vault;
    this.digestKey = new SecretKeySpec(digestKey(clock), ALGORITHM);
  }

  private byte[] digestKey(InstantSource clock) {
    Resource stored =
        state.find(DIGEST_KEY, ONLY).orElseGet(() -> state.save(0, newDigestKey(clock)));
    try {
      return Base64.getDecoder().decode(vault.open(String.valueOf(stored.spec().get(SEALED))));
    } catch (Vault.Unreadable e) {
      throw new Misconfigured(
          "the key is not the one that the secrets in the database were sealed with ("
              + e.getMessage()
              + "): put the old one back (a backup holds it), before a new one if there is any;"
              + " without it, move the database away to begin with nothing");
    }
  }

  private Resource newDigestKey(InstantSource clock) {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return new Resource(
        DIGEST_KEY,
        ONLY,
        UUID.randomUUID().toString(),
        1,
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        Map.of(SEALED, vault.seal(Base64.getEncoder().encodeToString(random))),
        clock.instant());
  }

  @Override
  public Found find(String secret, String key) {
    Optional<String> host = IngressTls.issuedFor(secret);
    if (host.isPresent()) {
      return issued(host.get());
    }
    Optional<Resource> stored = state.find(KIND, secret);
    if (stored.isEmpty()) {
      return new Found.Nothing(
          "there is no secret `" + secret + "`; make it with PUT /v1/secrets/" + secret);
    }
    Map<String, String> seals = SecretSpec.seals(stored.get().spec());
    if (key.isEmpty() && seals.keySet().equals(PAIR)) {
      return both(find(secret, CERTIFICATE), find(secret, CERTIFICATE_KEY));
    }
    String wanted = key.isEmpty() ? SecretSpec.onlyKey(seals.keySet()) : key;
    String seal = seals.get(wanted);
    if (seal == null) {
      return new Found.Nothing(
          "secret `" + secret + "` has no key `" + wanted + "`; it has " + seals.keySet());
    }
    return opened("secret `" + secret + "`", seal);
  }

  private Found issued(String host) {
    return state
        .find(IssuedCertificate.KIND, host)
        .flatMap(one -> IssuedCertificate.of(one.spec()).bundle())
        .<Found>map(seal -> opened("certificate of " + host, seal))
        .orElseGet(() -> new Found.Nothing("there is no certificate for " + host + " yet"));
  }

  private Found opened(String what, String seal) {
    try {
      return new Found.Value(vault.open(seal));
    } catch (Vault.Unreadable e) {
      return new Found.Nothing(what + " cannot be opened: " + e.getMessage());
    }
  }

  private static Found both(Found one, Found two) {
    return one instanceof Found.Value first && two instanceof Found.Value second
        ? new Found.Value(first.text() + "\n" + second.text())
        : one instanceof Found.Value ? two : one;
  }

  @Override
  public String digest(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(digestKey);
      byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole).substring(0, HEX_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /**
   * Every kind may hold seals, at any place of its spec. The new key is on the disk before anything
   * is sealed with it, and the old ones stay: cut off anywhere, everything can be read.
   */
  @Override
  public int rotate() {
    vault.rotate();
    int count = 0;
    for (Resource resource : sealed()) {
      Map<String, Object> fresh = resealed(resource.spec(), vault::isStale);
      if (!fresh.equals(resource.spec())) {
        state.save(resource.resourceVersion(), resource.withSpec(fresh));
        count++;
      }
    }
    return count + others.reseal();
  }

  /** After another key every seal is an old one. */
  @Override
  public int dryRun() {
    vault.requireRotatable();
    long count =
        sealed().stream()
            .filter(resource -> !resealed(resource.spec(), seal -> true).equals(resource.spec()))
            .count();
    return Math.toIntExact(count) + others.count();
  }

  private List<Resource> sealed() {
    return Stream.of(KIND, "Registry", "Source", DIGEST_KEY, IssuedCertificate.KIND, "AcmeAccount")
        .flatMap(kind -> state.all(kind).stream())
        .toList();
  }

  private Map<String, Object> resealed(Map<?, ?> map, Predicate<String> isMeant) {
    Map<String, Object> fresh = new LinkedHashMap<>();
    map.forEach((key, value) -> fresh.put(String.valueOf(key), resealed(value, isMeant)));
    return fresh;
  }

  private Object resealed(Object tree, Predicate<String> isMeant) {
    return switch (tree) {
      case Map<?, ?> map -> resealed(map, isMeant);
      case List<?> list -> list.stream().map(value -> resealed(value, isMeant)).toList();
      case String text when SEAL.matcher(text).matches() && isMeant.test(text) ->
          vault.seal(vault.open(text));
      default -> tree;
    };
  }
}
