package dev.berth.security;

import dev.berth.fault.Misconfigured;
import dev.berth.state.secret.TokenValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The token that may do everything, in a file that only its owner can read. */
public final class AdminToken {
  private static final int BYTES = 32;

  private final byte[] hash;

  private AdminToken(String token) {
    this.hash = bytes(TokenValue.hash(token));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the token of a file; makes both at the first start. */
  public static AdminToken of(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new Misconfigured(file + " is empty; delete it, and Berth makes a new token");
      }
      return new AdminToken(text);
    } catch (IOException e) {
      throw new UncheckedIOException("read or make " + file, e);
    }
  }

  private static void make(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "admin-token",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, text + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Its SHA-256, for others to know it by. */
  public String hash() {
    return new String(hash, StandardCharsets.UTF_8);
  }

  /** Whether it is this one's; compares in a time that tells nothing. */
  boolean hasHash(String candidate) {
    return MessageDigest.isEqual(hash, bytes(candidate));
  }
}
