package dev.berth.gitops;

import dev.berth.state.secret.Vault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Secrets of sources, sealed so that what says the same stays the same. */
record SealedValues(Vault vault) {

  /** The seal before, if it holds the same; else a new one. */
  String seal(String plain, @Nullable Object before) {
    return before instanceof String old && open(old).equals(Optional.of(plain))
        ? old
        : vault.seal(plain);
  }

  /** Empty if it was sealed with a key that is gone. */
  Optional<String> open(String sealed) {
    try {
      return Optional.of(vault.open(sealed));
    } catch (Vault.Unreadable e) {
      return Optional.empty();
    }
  }
}
