package dev.berth.gitops;

import dev.berth.state.OwnedApp;
import dev.berth.state.SourceInventory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What sources have done, in memory: outlives a sync as a database would. */
public final class MemoryLedger implements SourceInventory {
  private final Map<String, OwnedApp> claims = new TreeMap<>();
  private final Map<String, Map<String, Object>> reports = new TreeMap<>();

  @Override
  public synchronized Optional<OwnedApp> owner(String app) {
    return Optional.ofNullable(claims.get(app));
  }

  @Override
  public synchronized List<OwnedApp> claims(String source) {
    return claims.values().stream().filter(ownedApp -> ownedApp.source().equals(source)).toList();
  }

  @Override
  public synchronized boolean claim(OwnedApp ownedApp) {
    if (owner(ownedApp.app()).filter(o -> !o.source().equals(ownedApp.source())).isPresent()) {
      return false;
    }
    claims.put(ownedApp.app(), ownedApp);
    return true;
  }

  @Override
  public synchronized void release(String app, String source) {
    claims.values().removeIf(c -> c.app().equals(app) && c.source().equals(source));
  }

  @Override
  public synchronized Optional<Map<String, Object>> report(String source) {
    return Optional.ofNullable(reports.get(source));
  }

  @Override
  public synchronized void saveReport(String source, Map<String, Object> report) {
    reports.put(source, report);
  }

  @Override
  public synchronized void forget(String source) {
    claims.values().removeIf(c -> c.source().equals(source));
    reports.remove(source);
  }
}
