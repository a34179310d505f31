package dev.berth.lead;

import dev.berth.database.DatabaseAddress;
import dev.berth.port.Lead;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * This Berth's part in who leads: it asks for the lead until it has it, says that it is there, and
 * gives it up when it is not heard any more. One thread; others only look.
 */
public final class Leadership implements Lead, AutoCloseable {
  private static final Logger LOG = System.getLogger(Leadership.class.getName());

  /** How often the database is asked who there is; several do not all ask at once. */
  private static final Duration ASK = Duration.ofMillis(250);

  private static final double JITTER = 0.2;

  private final DatabaseAddress address;
  private final LeadTerms terms;
  private final LeadTeller teller;
  private final Predicate<String> opens;
  private final Lease lease;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("lead").unstarted(this::run);

  private volatile LeadView view = LeadView.NOTHING;
  private volatile long epoch;
  private volatile long heard = System.nanoTime();
  private long said;
  private volatile boolean isFailing;
  private @Nullable LeadSession session;

  /**
   * Made, not started.
   *
   * @param opens whether this Berth has the key of a seal: who has not never leads
   */
  public Leadership(
      DatabaseAddress address, LeadTerms terms, Predicate<String> opens, LeadAudience audience) {
    this.address = address;
    this.terms = terms;
    this.opens = opens;
    this.teller = new LeadTeller(audience);
    this.lease = new Lease(terms.lease(), System::nanoTime, System::currentTimeMillis);
  }

  /** Tries once before it answers: who is alone leads from its start. */
  public Leadership start() {
    step();
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (!closed.await(pause(), TimeUnit.MILLISECONDS)) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      lease.end();
      LOG.log(Level.ERROR, "nobody keeps the lead any more: this is a bug in Berth", e);
    }
  }

  private long pause() {
    double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return (long) (ASK.toMillis() * factor);
  }

  private void step() {
    step(false);
  }

  private synchronized void step(boolean isSure) {
    if (closed.getCount() == 0) {
      return;
    }
    try {
      LeadSession open = session;
      if (open == null) {
        open = LeadSession.open(address, terms);
        session = open;
        open.register();
        said = System.nanoTime();
      }
      if (epoch > 0) {
        keep(open, isSure);
      } else {
        follow(open);
      }
      heard = System.nanoTime();
      isFailing = false;
    } catch (SQLException e) {
      fail(e);
    }
  }

  private void keep(LeadSession open, boolean isSure) throws SQLException {
    if (teller.isStuck()) {
      throw new SQLException("it could not be taken up");
    }
    if (isSure || isDue()) {
      Lease.Term sent = lease.now();
      if (!open.beat(epoch)) {
        throw new SQLException("another Berth leads");
      }
      lease.extend(sent);
      said = System.nanoTime();
    }
    view = open.view();
  }

  private boolean isDue() {
    return System.nanoTime() - said > terms.beat().toNanos();
  }

  private void follow(LeadSession open) throws SQLException {
    if (isDue()) {
      open.register();
      said = System.nanoTime();
    }
    LeadView seen = open.view();
    view = seen;
    if (!terms.mayLead() || !seen.newest() || !open.isFree(seen)) {
      return;
    }
    if (seen.isStale()) {
      open.terminateLeader();
    }
    if (!open.seal().map(opens::test).orElse(true)) {
      return;
    }
    Lease.Term sent = lease.now();
    Optional<Long> won = open.tryLead();
    if (won.isPresent()) {
      epoch = won.get();
      lease.extend(sent);
      teller.won(epoch);
      view = open.view();
    }
  }

  private void fail(SQLException why) {
    boolean led = epoch > 0;
    lease.end();
    epoch = 0;
    if (led) {
      teller.lost(String.valueOf(why.getMessage()));
    } else if (!isFailing) {
      LOG.log(Level.WARNING, "who leads cannot be asked: {0}", why.getMessage());
    }
    isFailing = true;
    end();
  }

  private void end() {
    LeadSession open = session;
    session = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "a session is left to its server", e);
      }
    }
  }

  /** Asks the database whether it may act; not only the clock. */
  public synchronized boolean mayActSurely() {
    long before = epoch;
    if (before == 0) {
      return false;
    }
    step(true);
    return lease.isValid() && epoch == before;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public boolean isHere() {
    return lease.isValid() && teller.told() == epoch;
  }

  @Override
  public Optional<URI> elsewhere() {
    return view.elsewhere(terms.id());
  }

  @Override
  public boolean isBlind() {
    return !lease.isValid() && (isFailing || System.nanoTime() - heard > terms.lease().toNanos());
  }

  @Override
  public long epoch() {
    return lease.isValid() ? epoch : 0;
  }

  @Override
  public long leaseMillis() {
    return TimeUnit.NANOSECONDS.toMillis(lease.left());
  }

  @Override
  public Set<String> adminHashes() {
    return view.admins();
  }

  @Override
  public Report report() {
    return view.report(terms.id(), isHere());
  }

  /** Lets somebody else lead at once. */
  @Override
  public synchronized void close() {
    closed.countDown();
    boolean led = epoch > 0;
    lease.end();
    epoch = 0;
    LeadSession open = session;
    if (led && open != null) {
      try {
        open.release();
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "the lead ends with its session", e);
      }
    }
    end();
    teller.close();
  }
}
