package dev.berth.gitops;

import dev.berth.state.OwnedApp;
import dev.berth.state.SourceInventory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is stored, to be read only. */
record DryRunInventory(SourceInventory stored) implements SourceInventory {
  @Override
  public Optional<OwnedApp> owner(String app) {
    return stored.owner(app);
  }

  @Override
  public List<OwnedApp> claims(String source) {
    return stored.claims(source);
  }

  @Override
  public boolean claim(OwnedApp ownedApp) {
    return owner(ownedApp.app()).filter(o -> !o.source().equals(ownedApp.source())).isEmpty();
  }

  @Override
  public void release(String app, String source) {}

  @Override
  public Optional<Map<String, Object>> report(String source) {
    return stored.report(source);
  }

  @Override
  public void saveReport(String source, Map<String, Object> report) {}

  @Override
  public void forget(String source) {}
}
