package dev.berth.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Declared resources, in memory. */
public final class MemoryResources implements ResourceStore {
  private final Map<String, Resource> resources = new TreeMap<>();
  private long version;

  @Override
  public synchronized Optional<Resource> find(String kind, String name) {
    return Optional.ofNullable(resources.get(kind + "/" + name));
  }

  @Override
  public synchronized List<Resource> all(String kind) {
    return resources.values().stream().filter(r -> r.kind().equals(kind)).toList();
  }

  @Override
  public synchronized Resource save(long expected, Resource next) {
    long have = find(next.kind(), next.name()).map(Resource::resourceVersion).orElse(0L);
    if (have != expected) {
      throw new AppStore.Conflict("at version " + have);
    }
    Resource stored =
        new Resource(
            next.kind(),
            next.name(),
            next.uid(),
            next.generation(),
            ++version,
            next.labels(),
            next.annotations(),
            next.spec(),
            next.createdAt());
    resources.put(next.kind() + "/" + next.name(), stored);
    return stored;
  }

  @Override
  public synchronized void forget(String kind, String name, String uid) {
    resources.remove(kind + "/" + name);
  }
}
