package dev.berth.store;

import dev.berth.port.WatchLog;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Numbers of changes, rising over everything and over restarts. They are taken from the database a
 * block at a time, so that a change of status costs no disk; what is left of a block when Berth
 * ends is lost.
 */
@ApplicationScoped
public class ResourceVersions implements WatchLog.Numbers {
  /** What the sequence goes up by, in V6__feed.sql. */
  private static final long BLOCK = 1000;

  private final EntityManager database;
  private final ReentrantLock lock = new ReentrantLock();
  private long next;
  private long left;

  ResourceVersions(EntityManager database) {
    this.database = database;
  }

  @Override
  public long next() {
    lock.lock();
    try {
      if (left == 0) {
        next = QuarkusTransaction.requiringNew().call(this::block);
        left = BLOCK;
      }
      left--;
      return next++;
    } finally {
      lock.unlock();
    }
  }

  private long block() {
    return ((Number)
            database
                .createNativeQuery("select nextval('resource_version')", Long.class)
                .getSingleResult())
        .longValue();
  }
}
