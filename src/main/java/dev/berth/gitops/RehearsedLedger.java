package dev.berth.gitops;

import dev.berth.spec.Claim;
import dev.berth.spec.SourceLedger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is stored, to be read only. */
record RehearsedLedger(SourceLedger stored) implements SourceLedger {
  @Override
  public Optional<Claim> owner(String app) {
    return stored.owner(app);
  }

  @Override
  public List<Claim> claims(String source) {
    return stored.claims(source);
  }

  @Override
  public boolean claim(Claim claim) {
    return owner(claim.app()).filter(o -> !o.source().equals(claim.source())).isEmpty();
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
