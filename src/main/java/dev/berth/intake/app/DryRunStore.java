package dev.berth.intake.app;

import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is stored, to be read only: what is saved is answered and forgotten. */
record DryRunStore(AppStore stored) implements AppStore {
  @Override
  public String instance() {
    return stored.instance();
  }

  @Override
  public Optional<DesiredApp> find(String app) {
    return stored.find(app);
  }

  @Override
  public List<DesiredApp> all() {
    return stored.all();
  }

  @Override
  public DesiredApp save(long expected, DesiredApp next, String author) {
    return next;
  }

  @Override
  public void forget(String app, String uid) {
    throw new UnsupportedOperationException("a rehearsal forgets nothing");
  }

  @Override
  public List<Revision> revisions(String app, long before, int limit) {
    return stored.revisions(app, before, limit);
  }

  @Override
  public List<Revision> revisions(String app) {
    return stored.revisions(app);
  }

  @Override
  public void revisionReady(String app, long revision, Instant at) {
    throw new UnsupportedOperationException("a rehearsal judges nothing");
  }

  @Override
  public void revisionFailed(String app, long revision, Revision.Failure why) {
    throw new UnsupportedOperationException("a rehearsal judges nothing");
  }

  @Override
  public Set<String> engineHabits() {
    return stored.engineHabits();
  }

  @Override
  public void addEngineHabits(Set<String> learnt) {
    throw new UnsupportedOperationException("a rehearsal learns nothing");
  }
}
