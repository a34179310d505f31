package dev.berth.security;

import dev.berth.spec.Resource;
import dev.berth.spec.ResourceState;
import dev.berth.spec.SecretSpec;
import dev.berth.spec.Secrets;
import dev.berth.spec.Vault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets as they are stored: sealed. Digests are keyed, or short values could be guessed from
 * them; their key is not the vault's, so that another key of the vault restarts nobody's services.
 */
public final class StoredSecrets implements Secrets {
  private static final String DIGEST_KEY = "DigestKey";
  private static final String ONLY = "secrets";
  private static final String SEALED = "sealed";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  /** 64 bits tell two values of one secret apart. */
  private static final int HEX_DIGITS = 16;

  private final ResourceState state;
  private final Vault vault;
  private final SecretKeySpec digestKey;

  public StoredSecrets(ResourceState state, Vault vault, InstantSource clock) {
    this.state = state;
    this.vault = vault;
    this.digestKey = new SecretKeySpec(digestKey(clock), ALGORITHM);
  }

  private byte[] digestKey(InstantSource clock) {
    Resource stored =
        state.find(DIGEST_KEY, ONLY).orElseGet(() -> state.save(0, newDigestKey(clock)));
    return Base64.getDecoder().decode(vault.open(String.valueOf(stored.spec().get(SEALED))));
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
    Optional<Resource> stored = state.find(KIND, secret);
    if (stored.isEmpty()) {
      return new Found.Nothing(
          "there is no secret `" + secret + "`; make it with PUT /v1/secrets/" + secret);
    }
    Map<String, String> seals = SecretSpec.seals(stored.get().spec());
    String wanted = key.isEmpty() ? SecretSpec.onlyKey(seals.keySet()) : key;
    String seal = seals.get(wanted);
    if (seal == null) {
      return new Found.Nothing(
          "secret `" + secret + "` has no key `" + wanted + "`; it has " + seals.keySet());
    }
    try {
      return new Found.Value(vault.open(seal));
    } catch (Vault.Unreadable e) {
      return new Found.Nothing("secret `" + secret + "` cannot be opened: " + e.getMessage());
    }
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

  /** Seals with the vault's newest key what an older one sealed. */
  public int reseal() {
    int count = 0;
    for (Resource secret : state.all(KIND)) {
      Map<String, String> fresh = new TreeMap<>(SecretSpec.seals(secret.spec()));
      fresh.replaceAll((key, seal) -> vault.isStale(seal) ? vault.seal(vault.open(seal)) : seal);
      if (!fresh.equals(SecretSpec.seals(secret.spec()))) {
        state.save(secret.resourceVersion(), withSpec(secret, SecretSpec.of(fresh)));
        count++;
      }
    }
    Resource key = state.find(DIGEST_KEY, ONLY).orElseThrow();
    String seal = String.valueOf(key.spec().get(SEALED));
    if (vault.isStale(seal)) {
      state.save(
          key.resourceVersion(), withSpec(key, Map.of(SEALED, vault.seal(vault.open(seal)))));
    }
    return count;
  }

  private static Resource withSpec(Resource resource, Map<String, Object> spec) {
    return new Resource(
        resource.kind(),
        resource.name(),
        resource.uid(),
        resource.generation(),
        resource.resourceVersion(),
        resource.labels(),
        resource.annotations(),
        resource.managers(),
        spec,
        resource.createdAt());
  }
}
