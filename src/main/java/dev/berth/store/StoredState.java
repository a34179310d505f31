package dev.berth.store;

import dev.berth.port.WatchLog;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is wanted, in the database. */
@ApplicationScoped
public class StoredState implements AppStore {
  /** Of apps, in the feed. */
  private static final String KIND = "App";

  private final AppRows apps;
  private final RevisionRows revisions;
  private final EngineDefaultRow habits;
  private final InstanceName instance;
  private final AppText texts;
  private final AppRowReader reads;
  private final RevisionTexts shared;
  private final RevisionKeeper keeper;
  private final WatchLog watchLog;

  StoredState(
      AppRows apps,
      RevisionRows revisions,
      EngineDefaultRow habits,
      InstanceName instance,
      WatchLog watchLog,
      AppText texts,
      AppRowReader reads,
      RevisionTexts shared,
      RevisionKeeper keeper) {
    this.shared = shared;
    this.keeper = keeper;
    this.texts = texts;
    this.reads = reads;
    this.apps = apps;
    this.revisions = revisions;
    this.habits = habits;
    this.instance = instance;
    this.watchLog = watchLog;
  }

  @Override
  @Transactional
  public String instance() {
    return instance.get();
  }

  @Override
  @Transactional
  public Optional<Instant> memoryLost() {
    return instance.memoryLost();
  }

  @Override
  @Transactional
  public void settleLoss() {
    instance.settle();
  }

  @Override
  @Transactional
  public Optional<DesiredApp> find(String app) {
    return reads.find(app);
  }

  @Override
  @Transactional
  public List<DesiredApp> all() {
    return reads.of(apps.findAll(Sort.by("name")));
  }

  /** Without reading what was declared. */
  @Override
  @Transactional
  public SortedMap<String, Long> generations() {
    SortedMap<String, Long> generations = new TreeMap<>();
    apps.getEntityManager()
        .createQuery("select name, generation from AppEntity", Object[].class)
        .getResultStream()
        .forEach(row -> generations.put((String) row[0], (Long) row[1]));
    return generations;
  }

  @Override
  @Transactional
  public List<DesiredApp> part(String after, int limit) {
    return reads.of(apps.find("name > ?1", Sort.by("name"), after).page(Page.ofSize(limit)));
  }

  @Override
  @Transactional
  public long countAfter(String name) {
    return apps.count("name > ?1", name);
  }

  @Override
  public DesiredApp save(long expected, DesiredApp next, String author) {
    try (WatchLog.Turn turn = watchLog.turn()) {
      DesiredApp stored =
          QuarkusTransaction.joiningExisting().call(() -> write(expected, next, author, turn));
      turn.keep();
      return stored;
    } catch (PersistenceException e) {
      if (!Races.isCauseOf(e)) {
        throw e;
      }
      throw new Conflict("app " + next.name() + " was changed at the same time");
    }
  }

  private DesiredApp write(long expected, DesiredApp next, String author, WatchLog.Turn turn) {
    Optional<AppEntity> row =
        apps.findByIdOptional(next.name(), jakarta.persistence.LockModeType.PESSIMISTIC_WRITE);
    long have = row.map(found -> found.resourceVersion).orElse(0L);
    if (have != expected) {
      throw new Conflict(
          "app "
              + next.name()
              + " is at version "
              + have
              + ", the write was made from "
              + expected);
    }
    boolean isNewRevision = row.isEmpty() || row.get().revision != next.revision();
    Optional<SortedMap<String, String>> labels =
        row.map(before -> texts.read(before.declared).labels());
    AppEntity entity = row.orElseGet(AppEntity::new);
    entity.resourceVersion = turn.number();
    AppColumns.write(next, texts, entity);
    if (row.isEmpty()) {
      apps.persist(entity);
    }
    if (isNewRevision) {
      remember(entity, author);
    }
    apps.flush();
    turn.wrote(WatchLog.Change.written(entity.resourceVersion, KIND, entity.name, labels));
    return reads.of(entity);
  }

  private void remember(AppEntity app, String author) {
    RevisionEntity revision = new RevisionEntity();
    revision.app = app.name;
    revision.number = app.revision;
    shared.write(revision, app.declared, app.resolved);
    revision.author = author;
    revision.appliedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    revisions.persist(revision);
    apps.flush();
    keeper.trim(app);
  }

  @Override
  public void forget(String app, String uid) {
    try (WatchLog.Turn turn = watchLog.turn()) {
      QuarkusTransaction.joiningExisting().run(() -> erase(app, uid, turn));
      turn.keep();
    }
  }

  private void erase(String app, String uid, WatchLog.Turn turn) {
    Optional<DesiredApp> gone = find(app).filter(found -> found.uid().equals(uid));
    if (gone.isPresent() && apps.delete("name = ?1 and uid = ?2", app, uid) > 0) {
      keeper.forget(app);
      reads.forget(app);
      turn.wrote(
          WatchLog.Change.deleted(
              turn.number(),
              KIND,
              app,
              new WatchLog.Remains.OfApp(gone.get()),
              gone.get().declared().labels()));
    }
  }

  @Override
  @Transactional
  public List<Revision> revisions(String app) {
    return read(revisions.find("app", Sort.by("number").descending(), app));
  }

  @Override
  @Transactional
  public List<Revision> revisions(String app, long before, int limit) {
    return read(
        revisions
            .find("app = ?1 and number < ?2", Sort.by("number").descending(), app, before)
            .page(Page.ofSize(limit)));
  }

  private List<Revision> read(PanacheQuery<RevisionEntity> rows) {
    return rows.list().stream().map(row -> row.revision(texts, shared)).toList();
  }

  /** Nothing is written where it stands there already: who begins to lead says it of each app. */
  @Override
  @Transactional
  public void revisionReady(String app, long revision, Instant at) {
    revisions.update(
        "readyAt = coalesce(readyAt, ?1), failureReason = null, failureMessage = null"
            + " where app = ?2 and number = ?3 and (readyAt is null or failureReason is not null)",
        at,
        app,
        revision);
  }

  @Override
  @Transactional
  public void revisionFailed(String app, long revision, Revision.Failure why) {
    revisions.update(
        "failureReason = ?1, failureMessage = ?2 where app = ?3 and number = ?4",
        why.reason(),
        StoredHistory.cut(why.message()),
        app,
        revision);
  }

  @Override
  @Transactional
  public Set<String> engineHabits() {
    return habits.all();
  }

  @Override
  @Transactional
  public void addEngineHabits(Set<String> learnt) {
    habits.add(learnt);
  }
}
