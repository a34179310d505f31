package dev.berth.image.job;

import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.image.registry.StoredLogins;
import dev.berth.port.RegistryTrial;
import java.util.List;
import java.util.Optional;

/** Tries credentials the way they will be used: by the engine. */
public final class EngineTrial implements RegistryTrial {
  private final ImageEngine engine;

  /** Over an engine. */
  public EngineTrial(ImageEngine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<String> refusal(String registry, Account account) {
    try {
      engine.login(registry, StoredLogins.login(account));
      return Optional.empty();
    } catch (EngineException e) {
      List<String> secrets = List.of(account.password(), account.token().orElse(""));
      String said = new BuildLog(secrets, () -> 0, () -> {}).hide(e.getMessage());
      return Optional.of(
          switch (e.kind()) {
            case UNAUTHORIZED -> registry + " refuses these credentials (" + said + ")";
            default -> "the credentials cannot be tried, so they are not stored (" + said + ")";
          });
    }
  }
}
