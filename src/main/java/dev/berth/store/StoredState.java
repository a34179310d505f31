package dev.berth.store;

import dev.berth.spec.DesiredApp;
import dev.berth.spec.DesiredState;
import dev.berth.spec.Revision;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is wanted, in the database. */
@ApplicationScoped
public class StoredState implements DesiredState {
  private static final String INSTANCE = "instance";

  /** A line each. */
  private static final String HABITS = "engine-habits";

  private final AppRows apps;
  private final RevisionRows revisions;
  private final SettingRows settings;
  private final AppText texts;
  private final Versions versions;

  StoredState(
      AppRows apps,
      RevisionRows revisions,
      SettingRows settings,
      Versions versions,
      AppText texts) {
    this.texts = texts;
    this.apps = apps;
    this.revisions = revisions;
    this.settings = settings;
    this.versions = versions;
  }

  @Override
  @Transactional
  public String instance() {
    return settings.findByIdOptional(INSTANCE).orElseGet(this::name).content;
  }

  private SettingEntity name() {
    SettingEntity setting = new SettingEntity();
    setting.name = INSTANCE;
    setting.content = UUID.randomUUID().toString().substring(0, 8);
    settings.persist(setting);
    return setting;
  }

  @Override
  @Transactional
  public Optional<DesiredApp> find(String app) {
    return apps.findByIdOptional(app).map(this::desired);
  }

  @Override
  @Transactional
  public List<DesiredApp> all() {
    return apps.listAll(Sort.by("name")).stream().map(this::desired).toList();
  }

  @Override
  public DesiredApp save(long expected, DesiredApp next, String author) {
    try {
      return QuarkusTransaction.requiringNew().call(() -> write(expected, next, author));
    } catch (PersistenceException e) {
      throw new Conflict("app " + next.name() + " was changed at the same time");
    }
  }

  private DesiredApp write(long expected, DesiredApp next, String author) {
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
    AppEntity entity = row.orElseGet(AppEntity::new);
    fill(entity, next);
    if (row.isEmpty()) {
      apps.persist(entity);
    }
    if (isNewRevision) {
      remember(entity, author);
    }
    apps.flush();
    return desired(entity);
  }

  private void fill(AppEntity entity, DesiredApp next) {
    entity.name = next.name();
    entity.uid = next.uid();
    entity.generation = next.generation();
    entity.revision = next.revision();
    entity.resourceVersion = versions.next();
    entity.declared = AppText.write(next.declared());
    entity.resolved = texts.resolved(next.declared(), next.app());
    entity.createdAt = next.createdAt();
    entity.restartedAt = next.restartedAt().orElse(null);
    entity.haltGraceMillis = next.halt().grace().map(Duration::toMillis).orElse(null);
    entity.haltSignal = next.halt().signal().orElse(null);
    entity.deletionAskedAt = next.deletion().map(d -> d.requestedAt()).orElse(null);
    entity.deletionVolumes = next.deletion().map(d -> d.volumes()).orElse(false);
    Quarantines.write(next.quarantine(), entity);
  }

  private void remember(AppEntity app, String author) {
    RevisionEntity revision = new RevisionEntity();
    revision.app = app.name;
    revision.number = app.revision;
    revision.declared = app.declared;
    revision.resolved = app.resolved;
    revision.author = author;
    revision.appliedAt = Instant.now();
    revisions.persist(revision);
  }

  @Override
  @Transactional
  public void forget(String app, String uid) {
    if (apps.delete("name = ?1 and uid = ?2", app, uid) > 0) {
      revisions.delete("app", app);
    }
  }

  @Override
  @Transactional
  public List<Revision> revisions(String app) {
    return revisions.list("app", Sort.by("number").descending(), app).stream()
        .map(row -> row.revision(texts))
        .toList();
  }

  @Override
  @Transactional
  public void revisionReady(String app, long revision, Instant at) {
    revisions.update(
        "readyAt = coalesce(readyAt, ?1), failureReason = null, failureMessage = null"
            + " where app = ?2 and number = ?3",
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
    return settings
        .findByIdOptional(HABITS)
        .map(row -> Set.copyOf(row.content.lines().toList()))
        .orElse(Set.of());
  }

  @Override
  @Transactional
  public void addEngineHabits(Set<String> learnt) {
    Set<String> all = new TreeSet<>(engineHabits());
    all.addAll(learnt);
    SettingEntity row = settings.findByIdOptional(HABITS).orElseGet(SettingEntity::new);
    row.name = HABITS;
    row.content = String.join("\n", all);
    settings.persist(row);
  }

  private DesiredApp desired(AppEntity row) {
    return new DesiredApp(
        row.uid,
        row.generation,
        row.revision,
        row.resourceVersion,
        texts.read(row.declared),
        texts.read(row.resolved),
        row.createdAt,
        Optional.ofNullable(row.restartedAt),
        new DesiredApp.Halt(
            Optional.ofNullable(row.haltGraceMillis).map(Duration::ofMillis),
            Optional.ofNullable(row.haltSignal)),
        deletion(row.deletionAskedAt, row.deletionVolumes),
        Quarantines.read(row));
  }

  private static Optional<DesiredApp.Deletion> deletion(
      @Nullable Instant askedAt, boolean volumes) {
    return Optional.ofNullable(askedAt).map(at -> new DesiredApp.Deletion(at, volumes));
  }
}
