package dev.berth.security;

import dev.berth.state.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A vault with AES-256 in Galois/Counter Mode, whose keys lie in a file that only its owner can
 * read, or come from the environment. A seal is {@code v1:KEY:BASE64}: the key's id, then nonce and
 * sealed text; version and id are sealed as well, so that nobody can change them.
 */
public final class FileVault implements Vault {
  private static final String VERSION = "v1";

  /** The length that NIST SP 800-38D, section 5.2.1.1, is made for. */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  private final KeyRing.Source source;
  private final AtomicReference<KeyRing> keys;
  private final SecureRandom random = new SecureRandom();

  private FileVault(KeyRing.Source source) {
    this.source = source;
    this.keys = new AtomicReference<>(source.read());
  }

  /** With the keys of a file, which is made with the first one where it is missing. */
  public static FileVault of(Path file) {
    return new FileVault(new KeyFile(file));
  }

  /**
   * With keys given as text.
   *
   * @param keys 32 bytes each, as Base64; the first seals, all of them open
   */
  public static FileVault of(List<String> keys) {
    return new FileVault(new KeyRing.Given(keys));
  }

  @Override
  public String seal(String plain) {
    KeyRing.Key key = keys.get().current();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String head = VERSION + ":" + key.id();
    byte[] sealed =
        apply(Cipher.ENCRYPT_MODE, key, nonce, head, plain.getBytes(StandardCharsets.UTF_8));
    byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
    System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
    return head + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  @Override
  public String open(String sealed) {
    String[] parts = sealed.split(":", -1);
    if (parts.length != 3 || !parts[0].equals(VERSION)) {
      throw new Unreadable("this is not a seal of Berth's, or of a newer Berth");
    }
    KeyRing.Key key =
        keys.get()
            .find(parts[1])
            .orElseThrow(() ->
                new Unreadable(
                    "sealed with key " + parts[1] + ", which is not in " + source.name()));
    byte[] whole = bytes(parts[2]);
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    byte[] text = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
    byte[] plain = apply(Cipher.DECRYPT_MODE, key, nonce, parts[0] + ":" + parts[1], text);
    return new String(plain, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    try {
      byte[] whole = Base64.getUrlDecoder().decode(text);
      if (whole.length >= NONCE_BYTES) {
        return whole;
      }
    } catch (IllegalArgumentException e) {
      // Told below: for the reader there is no difference.
    }
    throw new Unreadable("the seal is cut off or changed");
  }

  private static byte[] apply(int mode, KeyRing.Key key, byte[] nonce, String head, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key.aes(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(head.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (javax.crypto.AEADBadTagException e) {
      throw new Unreadable("the seal was changed since it was made");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM", e);
    }
  }

  @Override
  public boolean isStale(String sealed) {
    return !sealed.startsWith(VERSION + ":" + keys.get().current().id() + ":");
  }

  @Override
  public void requireRotatable() {
    source.requireWritable();
  }

  @Override
  public synchronized void rotate() {
    KeyRing grown = keys.get().withNew(random);
    source.write(grown);
    keys.set(grown);
  }
}
