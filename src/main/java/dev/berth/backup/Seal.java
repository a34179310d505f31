package dev.berth.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a passphrase and the head of a file come to: a key for the head, and one for the chunks of
 * this one file. A chunk is sealed with AES-256-GCM under its number and whether it is the last, so
 * chunks can be neither changed, moved, left out nor cut off.
 *
 * @param head the first line of the file, which says all that is needed beside the passphrase
 */
record Seal(String head, SecretKeySpec mac, SecretKeySpec aes) {
  static final int CHUNK_BYTES = 1 << 16;
  static final int TAG_BYTES = 16;

  private static final String MAGIC = "berth-backup";
  private static final int FORMAT = 1;
  private static final String KDF = "PBKDF2WithHmacSHA256";

  /** OWASP's Password Storage Cheat Sheet, for PBKDF2 with HMAC-SHA-256. */
  private static final int ITERATIONS = 600_000;

  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final String HMAC = "HmacSHA256";

  /** For a new file. */
  static Seal fresh(char[] passphrase) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    String head =
        String.join(
            " ",
            MAGIC,
            String.valueOf(FORMAT),
            KDF,
            String.valueOf(ITERATIONS),
            Base64.getEncoder().encodeToString(salt));
    return derived(head, passphrase, salt, ITERATIONS);
  }

  /** For a file with that head. */
  static Seal of(String head, char[] passphrase) throws BackupException {
    String[] words = head.split(" ", -1);
    if (!words[0].equals(MAGIC) || words.length < 2 || !words[1].matches("\\d{1,6}")) {
      throw new BackupException("this is no backup of Berth's");
    }
    int format = Integer.parseInt(words[1]);
    if (format > FORMAT) {
      throw new BackupException(
          "the backup has format " + format + " of a newer Berth; this one reads format " + FORMAT);
    }
    if (words.length != 5 || !words[2].equals(KDF) || !words[3].matches("[1-9]\\d{0,7}")) {
      throw new BackupException("the head of the backup is damaged");
    }
    int iterations = Integer.parseInt(words[3]);
    byte[] salt = decoded(words[4]);
    if (iterations > MOST_ITERATIONS || salt.length != SALT_BYTES) {
      throw new BackupException("the head of the backup is damaged");
    }
    return derived(head, passphrase, salt, iterations);
  }

  static byte[] decoded(String text) throws BackupException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new BackupException("the head of the backup is damaged");
    }
  }

  private static Seal derived(String head, char[] passphrase, byte[] salt, int iterations) {
    try {
      PBEKeySpec spec = new PBEKeySpec(passphrase, salt, iterations, 256);
      byte[] master = SecretKeyFactory.getInstance(KDF).generateSecret(spec).getEncoded();
      spec.clearPassword();
      return new Seal(
          head,
          new SecretKeySpec(hmac(new SecretKeySpec(master, HMAC), "head"), HMAC),
          new SecretKeySpec(hmac(new SecretKeySpec(master, HMAC), "chunks"), "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + KDF, e);
    }
  }

  private static byte[] hmac(SecretKeySpec key, String text) throws GeneralSecurityException {
    Mac hmac = Mac.getInstance(HMAC);
    hmac.init(key);
    return hmac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The second line of the file: who has another passphrase learns it here. */
  String proof() {
    try {
      return Base64.getEncoder().encodeToString(hmac(mac, head));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  boolean isProvedBy(String line) throws BackupException {
    return MessageDigest.isEqual(decoded(line), decoded(proof()));
  }

  byte[] close(byte[] plain, int length, long number, boolean last) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, number, last).doFinal(plain, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM", e);
    }
  }

  /** Throws {@link AEADBadTagException} if it is not that chunk as it was sealed. */
  byte[] open(byte[] sealed, int length, long number, boolean last) throws AEADBadTagException {
    try {
      return cipher(Cipher.DECRYPT_MODE, number, last).doFinal(sealed, 0, length);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM", e);
    }
  }

  private Cipher cipher(int mode, long number, boolean last) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(last ? 1 : 0).putLong(number).array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, aes, new GCMParameterSpec(TAG_BYTES * 8, nonce));
    return cipher;
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return head;
  }
}
