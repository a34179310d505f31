package dev.berth.spec.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
  /** Reads everything but tokens and the audit. */
  VIEWER,
  /** Writes apps, images and sources. */
  DEPLOYER,
  /** Writes tokens, registries, secrets and settings; reads the audit. */
  ADMIN;

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** This one and those below it. */
  public List<Role> included() {
    return Arrays.stream(values()).filter(role -> role.compareTo(this) <= 0).toList();
  }
}
