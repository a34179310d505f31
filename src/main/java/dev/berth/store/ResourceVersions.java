package dev.berth.store;

import dev.berth.fault.NotLeading;
import dev.berth.port.Lead;
import dev.berth.port.WatchLog;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.hibernate.Session;

/**
 * Numbers of changes, rising over everything and over restarts. They are taken from the database a
 * block at a time, so that a change of status costs no disk; what is left of a block when Berth
 * ends is lost.
 */
@ApplicationScoped
public class ResourceVersions implements WatchLog.Numbers {
  /** What the sequence goes up by, in V6__feed.sql. */
  private static final long BLOCK = 1000;

  /** Before anything takes a number. */
  private static final int FIRST = 1;

  private static final String HELD = "select 1 from lead where epoch = ? for share";

  private final EntityManager database;
  private final ReentrantLock lock = new ReentrantLock();
  private long next;
  private long left;

  private final Lead lead;
  private final ChangeRows changes;

  ResourceVersions(EntityManager database, Lead lead, ChangeRows changes) {
    this.changes = changes;
    this.database = database;
    this.lead = lead;
  }

  /** Others have taken numbers meanwhile: those that are left are too small. */
  void renew(@Observes @Priority(FIRST) Lead.Won won) {
    lock.lock();
    try {
      left = 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Held against a change of the leader until the transaction ends: what is written by one that
   * leads no more is not stored.
   */
  @Override
  public long nextOfWrite() {
    if (lead.isShared() && !database.unwrap(Session.class).doReturningWork(this::holdsLead)) {
      throw new NotLeading();
    }
    return next();
  }

  /**
   * Plain JDBC, for it is asked at each write: a native query would keep a plan of its own each
   * time, and compare all that was written in the transaction so far.
   */
  private boolean holdsLead(Connection connection) throws SQLException {
    try (PreparedStatement question = connection.prepareStatement(HELD)) {
      question.setLong(1, lead.epoch());
      try (ResultSet row = question.executeQuery()) {
        return row.next();
      }
    }
  }

  @Override
  public void wrote(WatchLog.Change change) {
    if (lead.isShared()) {
      QuarkusTransaction.joiningExisting().run(() -> changes.add(change));
    }
  }

  @Override
  public List<WatchLog.Change> before() {
    return lead.isShared() ? QuarkusTransaction.requiringNew().call(changes::known) : List.of();
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
