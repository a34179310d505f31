package dev.berth.security;

import dev.berth.fault.Misconfigured;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys of a vault: the first seals, all of them open. */
record KeyRing(List<KeyRing.Key> keys) {
  private static final int KEY_BYTES = 32;
  private static final int ID_DIGITS = 8;

  KeyRing {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a vault needs a key");
    }
  }

  /** One key, known by the first digits of its hash, which tell nothing of it. */
  record Key(String id, SecretKey aes, String text) {
    static Key of(byte[] bytes) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
        String id = HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        return new Key(
            id, new SecretKeySpec(bytes, "AES"), Base64.getEncoder().encodeToString(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    /** Without the key itself. */
    @Override
    public String toString() {
      return "key " + id;
    }
  }

  /** Where keys are kept. */
  interface Source {
    KeyRing read();

    void write(KeyRing keys);

    /** Throws what {@link #write} would for want of a right to. */
    void requireWritable();

    /** For messages. */
    String name();
  }

  /** Keys that were handed over, and that Berth cannot change. */
  record Given(List<String> texts) implements Source {
    @Override
    public KeyRing read() {
      return parse(texts, name());
    }

    @Override
    public void write(KeyRing keys) {
      requireWritable();
    }

    @Override
    public void requireWritable() {
      throw new IllegalStateException(
          "the keys are given by " + name() + ": put a new one before them and start Berth again");
    }

    @Override
    public String name() {
      return "berth.encryption.key (BERTH_ENCRYPTION_KEY)";
    }

    @Override
    public String toString() {
      return name();
    }
  }

  static KeyRing parse(List<String> texts, String where) {
    List<Key> keys = new ArrayList<>();
    for (String text : texts) {
      keys.add(Key.of(bytes(text.strip(), where)));
    }
    if (keys.isEmpty()) {
      throw new Misconfigured(where + " holds no key: put it back (a backup holds it)");
    }
    return new KeyRing(keys);
  }

  private static byte[] bytes(String text, String where) {
    byte[] bytes = {};
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Told below, without the text: it may be a key with a slip in it.
    }
    if (bytes.length != KEY_BYTES) {
      throw new Misconfigured(
          where
              + " must hold keys of 32 bytes in Base64, as `openssl rand -base64 32` prints them");
    }
    return bytes;
  }

  Key current() {
    return keys.getFirst();
  }

  Optional<Key> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  static Key fresh(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return Key.of(bytes);
  }

  KeyRing withNew(SecureRandom random) {
    List<Key> grown = new ArrayList<>(keys);
    grown.addFirst(fresh(random));
    return new KeyRing(grown);
  }
}
