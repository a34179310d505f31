package dev.berth.image.registry;

import dev.berth.engine.Login;
import dev.berth.engine.Logins;
import dev.berth.port.RegistryTrial.Account;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Logins that were sent to Berth. */
public final class StoredLogins implements Logins {
  private final Supplier<Map<String, Account>> accounts;

  /** Over what is stored, by registry; asked each time, for logins come and go. */
  public StoredLogins(Supplier<Map<String, Account>> accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<Login> find(String registry) {
    return Optional.ofNullable(accounts.get().get(registry)).map(StoredLogins::login);
  }

  public static Login login(Account account) {
    return account
        .token()
        .map(Login::token)
        .orElseGet(() -> Login.password(account.username(), account.password()));
  }

  @Override
  public Set<String> registries() {
    return new LinkedHashMap<>(accounts.get()).keySet();
  }
}
