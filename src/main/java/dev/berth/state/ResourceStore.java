package dev.berth.state;

import java.util.List;
import java.util.Optional;

/** The port to the memory of declared resources. Every method is one durable transaction. */
public interface ResourceStore {

  Optional<Resource> find(String kind, String name);

  /** All of a kind, in name order. */
  List<Resource> all(String kind);

  /**
   * Stores a resource.
   *
   * @param expected resource version of the row this write was made from; 0 where none may be there
   * @param next with any {@code resourceVersion}: the store gives a new one
   * @return as stored
   * @throws AppStore.Conflict if the row has changed since, or is (not) there against expectation
   */
  Resource save(long expected, Resource next);

  /** Forgets a resource, if that uid is still the one of that name. */
  void forget(String kind, String name, String uid);
}
