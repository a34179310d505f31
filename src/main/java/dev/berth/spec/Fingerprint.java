package dev.berth.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/**
 * A short name for a set of fields: equal sets have equal names, others have not.
 *
 * <p>Fingerprints are written on containers and outlive this version of Berth: the same fields must
 * give the same text for ever, or an upgrade would recreate everybody's containers. Whoever must
 * change the recipe changes the version in front and keeps the old recipe for comparing.
 */
public final class Fingerprint {
  private static final String VERSION = "v1:";
  private static final int HEX_DIGITS = 32;

  private Fingerprint() {}

  /** The fingerprint of fields by path. */
  public static String of(SortedMap<String, String> fields) {
    MessageDigest digest = sha256();
    for (Map.Entry<String, String> field : fields.entrySet()) {
      digest.update(framed(field.getKey()));
      digest.update(framed(field.getValue()));
    }
    return VERSION + HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
  }

  /** Length first, so that no two different sequences of texts give the same bytes. */
  private static byte[] framed(String text) {
    return (text.length() + ":" + text).getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
