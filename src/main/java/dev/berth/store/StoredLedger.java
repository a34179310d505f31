package dev.berth.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.fault.DatabaseDamage;
import dev.berth.port.Lead;
import dev.berth.port.WatchLog;
import dev.berth.state.OwnedApp;
import dev.berth.state.SourceInventory;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What sources have done, in the database. */
@ApplicationScoped
public class StoredLedger implements SourceInventory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> TIMES = Set.of("lastSync", "lastAttempt", "nextSync");
  private static final TypeReference<LinkedHashMap<String, Object>> TREE = new TypeReference<>() {};

  private final OwnedAppRows claims;
  private final ReportRows reports;

  private final WatchLog watchLog;

  /** Claims by app, as they are in the database: answers show them of every app. */
  private final Map<String, OwnedApp> known = new ConcurrentHashMap<>();

  private volatile boolean isLoaded;

  StoredLedger(OwnedAppRows claims, ReportRows reports, WatchLog watchLog) {
    this.watchLog = watchLog;
    this.claims = claims;
    this.reports = reports;
  }

  @Override
  public Optional<OwnedApp> owner(String app) {
    if (!isLoaded) {
      load();
    }
    return Optional.ofNullable(known.get(app));
  }

  /** Others may have claimed meanwhile. */
  synchronized void renew(@Observes @Priority(1) Lead.Won won) {
    known.clear();
    isLoaded = false;
  }

  private synchronized void load() {
    if (!isLoaded) {
      QuarkusTransaction.requiringNew()
          .run(() -> claims.listAll().forEach(row -> known.put(row.app, row.claim())));
      isLoaded = true;
    }
  }

  @Override
  @Transactional
  public List<OwnedApp> claims(String source) {
    return claims.list("source", Sort.by("app"), source).stream()
        .map(OwnedAppEntity::claim)
        .toList();
  }

  /** Two sources that claim at once meet at the primary key. */
  @Override
  public synchronized boolean claim(OwnedApp ownedApp) {
    try {
      boolean isOurs = QuarkusTransaction.requiringNew().call(() -> write(ownedApp));
      if (isOurs) {
        known.put(ownedApp.app(), ownedApp);
      }
      return isOurs;
    } catch (PersistenceException e) {
      if (!Races.isCauseOf(e)) {
        throw e;
      }
      return false;
    }
  }

  private boolean write(OwnedApp ownedApp) {
    Optional<OwnedAppEntity> row = claims.findByIdOptional(ownedApp.app());
    if (row.filter(found -> !found.source.equals(ownedApp.source())).isPresent()) {
      return false;
    }
    OwnedAppEntity entity = row.orElseGet(OwnedAppEntity::new);
    entity.app = ownedApp.app();
    entity.source = ownedApp.source();
    entity.file = ownedApp.file();
    entity.forced = ownedApp.forced();
    if (row.isEmpty()) {
      claims.persist(entity);
    }
    claims.flush();
    return true;
  }

  @Override
  public synchronized void release(String app, String source) {
    QuarkusTransaction.requiringNew()
        .run(() -> claims.delete("app = ?1 and source = ?2", app, source));
    known.computeIfPresent(
        app, (name, ownedApp) -> ownedApp.source().equals(source) ? null : ownedApp);
  }

  @Override
  @Transactional
  public Optional<Map<String, Object>> report(String source) {
    return reports.findByIdOptional(source).map(row -> tree(row.content));
  }

  private static Map<String, Object> tree(String text) {
    try {
      return JSON.readValue(text, TREE);
    } catch (JsonProcessingException e) {
      throw new DatabaseDamage("a stored report is not JSON", e);
    }
  }

  /** Watchers hear of it, unless all that is new is when the next sync is. */
  @Override
  public void saveReport(String source, Map<String, Object> report) {
    Optional<Map<String, Object>> before = report(source);
    QuarkusTransaction.requiringNew().run(() -> write(source, report));
    if (!before.map(StoredLedger::essence).equals(Optional.of(essence(report)))) {
      watchLog.statusChanged("Source", source);
    }
  }

  private static String essence(Map<String, Object> report) {
    Map<String, Object> lasting = new TreeMap<>(report);
    lasting.keySet().removeAll(TIMES);
    return text(lasting);
  }

  private static String text(Map<String, Object> report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report cannot be written as JSON", e);
    }
  }

  private void write(String source, Map<String, Object> report) {
    Optional<ReportEntity> row = reports.findByIdOptional(source);
    ReportEntity entity = row.orElseGet(ReportEntity::new);
    entity.source = source;
    entity.content = text(report);
    if (row.isEmpty()) {
      reports.persist(entity);
    }
  }

  @Override
  public synchronized void forget(String source) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          claims.delete("source", source);
          reports.delete("source", source);
        });
    known.values().removeIf(ownedApp -> ownedApp.source().equals(source));
  }
}
