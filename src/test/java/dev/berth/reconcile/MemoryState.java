package dev.berth.reconcile;

import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What is wanted, in memory: outlives the Berths of a test as a database would. */
public final class MemoryState implements AppStore {
  private final Map<String, DesiredApp> apps = new TreeMap<>();
  private final Map<String, List<Revision>> revisions = new TreeMap<>();
  private final Set<String> habits = new HashSet<>();
  private long version;
  private Optional<Instant> lost = Optional.empty();

  @Override
  public String instance() {
    return "me";
  }

  /** As in a home whose database is a new one. */
  public synchronized void lose() {
    apps.clear();
    lost = Optional.of(Instant.EPOCH);
  }

  @Override
  public synchronized Optional<Instant> memoryLost() {
    return lost;
  }

  @Override
  public synchronized void settleLoss() {
    lost = Optional.empty();
  }

  @Override
  public synchronized Optional<DesiredApp> find(String app) {
    return Optional.ofNullable(apps.get(app));
  }

  @Override
  public synchronized List<DesiredApp> all() {
    return List.copyOf(apps.values());
  }

  @Override
  public synchronized DesiredApp save(long expected, DesiredApp next, String author) {
    long have = find(next.name()).map(DesiredApp::resourceVersion).orElse(0L);
    if (have != expected) {
      throw new Conflict("at version " + have);
    }
    DesiredApp stored = next.withResourceVersion(++version);
    boolean isNew =
        find(next.name()).filter(before -> before.revision() == next.revision()).isEmpty();
    apps.put(next.name(), stored);
    if (isNew) {
      revisions
          .computeIfAbsent(next.name(), name -> new ArrayList<>())
          .addFirst(
              Revision.untried(
                  next.revision(), next.declared(), next.app(), author, next.createdAt()));
    }
    return stored;
  }

  @Override
  public synchronized void forget(String app, String uid) {
    if (find(app).filter(stored -> stored.uid().equals(uid)).isPresent()) {
      apps.remove(app);
      revisions.remove(app);
    }
  }

  @Override
  public synchronized List<Revision> revisions(String app) {
    return List.copyOf(revisions.getOrDefault(app, List.of()));
  }

  @Override
  public synchronized void revisionReady(String app, long revision, Instant at) {
    judge(app, revision, old -> old.ready(at));
  }

  @Override
  public synchronized void revisionFailed(String app, long revision, Revision.Failure why) {
    judge(app, revision, old -> old.failed(why));
  }

  private void judge(String app, long revision, UnaryOperator<Revision> verdict) {
    Optional.ofNullable(revisions.get(app))
        .ifPresent(all -> all.replaceAll(r -> r.number() == revision ? verdict.apply(r) : r));
  }

  @Override
  public synchronized Set<String> engineHabits() {
    return Set.copyOf(habits);
  }

  @Override
  public synchronized void addEngineHabits(Set<String> learnt) {
    habits.addAll(learnt);
  }
}
