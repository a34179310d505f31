package dev.berth.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.fault.DatabaseDamage;
import dev.berth.port.WatchLog;
import dev.berth.state.AppStore;
import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Declared resources, in the database. */
@ApplicationScoped
public class StoredResources implements ResourceStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> TREE = new TypeReference<>() {};
  private static final TypeReference<TreeMap<String, String>> PAIRS = new TypeReference<>() {};

  private final ResourceRows rows;
  private final WatchLog watchLog;

  StoredResources(ResourceRows rows, WatchLog watchLog) {
    this.rows = rows;
    this.watchLog = watchLog;
  }

  @Override
  @Transactional
  public Optional<Resource> find(String kind, String name) {
    return rows.findByIdOptional(new ResourceEntity.Key(kind, name)).map(StoredResources::resource);
  }

  @Override
  @Transactional
  public List<Resource> all(String kind) {
    return rows.list("kind", Sort.by("name"), kind).stream()
        .map(StoredResources::resource)
        .toList();
  }

  @Override
  public Resource save(long expected, Resource next) {
    try (WatchLog.Turn turn = watchLog.turn()) {
      Resource stored =
          QuarkusTransaction.joiningExisting().call(() -> write(expected, next, turn));
      turn.keep();
      return stored;
    } catch (PersistenceException e) {
      if (!Races.isCauseOf(e)) {
        throw e;
      }
      throw new AppStore.Conflict(next.name() + " was changed at the same time");
    }
  }

  private Resource write(long expected, Resource next, WatchLog.Turn turn) {
    ResourceEntity.Key key = new ResourceEntity.Key(next.kind(), next.name());
    Optional<ResourceEntity> row = rows.findByIdOptional(key, LockModeType.PESSIMISTIC_WRITE);
    long have = row.map(found -> found.resourceVersion).orElse(0L);
    if (have != expected) {
      throw new AppStore.Conflict(
          next.name() + " is at version " + have + ", the write was made from " + expected);
    }
    ResourceEntity entity = row.orElseGet(ResourceEntity::new);
    Optional<SortedMap<String, String>> labels = row.map(before -> tree(before.labels, PAIRS));
    entity.resourceVersion = turn.number();
    fill(entity, next);
    if (row.isEmpty()) {
      rows.persist(entity);
    }
    rows.flush();
    turn.wrote(WatchLog.Change.written(entity.resourceVersion, entity.kind, entity.name, labels));
    return resource(entity);
  }

  private void fill(ResourceEntity entity, Resource next) {
    entity.kind = next.kind();
    entity.name = next.name();
    entity.uid = next.uid();
    entity.generation = next.generation();
    entity.labels = text(next.labels());
    entity.annotations = text(next.annotations());
    entity.managers = next.managers();
    entity.spec = text(next.spec());
    entity.createdAt = next.createdAt();
  }

  @Override
  public void forget(String kind, String name, String uid) {
    try (WatchLog.Turn turn = watchLog.turn()) {
      QuarkusTransaction.joiningExisting().run(() -> erase(kind, name, uid, turn));
      turn.keep();
    }
  }

  private void erase(String kind, String name, String uid, WatchLog.Turn turn) {
    Optional<Resource> gone = find(kind, name).filter(found -> found.uid().equals(uid));
    if (gone.isPresent()) {
      rows.deleteById(new ResourceEntity.Key(kind, name));
      turn.wrote(
          WatchLog.Change.deleted(
              turn.number(),
              kind,
              name,
              new WatchLog.Remains.OfResource(gone.get()),
              gone.get().labels()));
    }
  }

  private static Resource resource(ResourceEntity row) {
    return new Resource(
        row.kind,
        row.name,
        row.uid,
        row.generation,
        row.resourceVersion,
        tree(row.labels, PAIRS),
        tree(row.annotations, PAIRS),
        row.managers,
        tree(row.spec, TREE),
        row.createdAt);
  }

  private static String text(Map<String, ?> tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a resource cannot be written as JSON", e);
    }
  }

  private static <T> T tree(String text, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new DatabaseDamage("a stored resource is not JSON", e);
    }
  }
}
