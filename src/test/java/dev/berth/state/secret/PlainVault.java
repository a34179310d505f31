package dev.berth.state.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A vault that hides from the eye only. */
public final class PlainVault implements Vault {
  private int seals;

  @Override
  public String seal(String plain) {
    return "seal" + seals++ + "." + Base64.getEncoder().encodeToString(bytes(plain));
  }

  private static byte[] bytes(String plain) {
    return plain.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String open(String sealed) {
    if (!sealed.startsWith("seal")) {
      throw new Unreadable("no seal");
    }
    return new String(
        Base64.getDecoder().decode(sealed.substring(sealed.indexOf('.') + 1)),
        StandardCharsets.UTF_8);
  }

  @Override
  public boolean isStale(String sealed) {
    return false;
  }

  @Override
  public void rotate() {}

  @Override
  public void requireRotatable() {}
}
