package dev.berth.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Numbers of writes, rising over everything that is stored. */
@ApplicationScoped
class Versions {
  private final EntityManager database;

  Versions(EntityManager database) {
    this.database = database;
  }

  /** The next one; for use inside a transaction. */
  long next() {
    return ((Number)
            database
                .createNativeQuery("select next value for resource_version", Long.class)
                .getSingleResult())
        .longValue();
  }
}
