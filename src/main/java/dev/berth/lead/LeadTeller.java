package dev.berth.lead;

import dev.berth.port.Lead;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tells what became of the lead, in its order, while the lease is kept by others. */
final class LeadTeller {
  private static final Logger LOG = System.getLogger(LeadTeller.class.getName());

  private final LeadAudience audience;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("lead-told").factory());
  private volatile long told;
  private volatile boolean isStuck;
  private boolean hasLed;

  LeadTeller(LeadAudience audience) {
    this.audience = audience;
  }

  /** Number of the last lead that all have taken up. */
  long told() {
    return told;
  }

  /** Whether somebody could not take up the lead: then it has to be won anew. */
  boolean isStuck() {
    return isStuck;
  }

  void won(long epoch) {
    LOG.log(Level.INFO, "this Berth leads, epoch={0}", String.valueOf(epoch));
    boolean isFirst = !hasLed;
    hasLed = true;
    isStuck = false;
    thread.execute(() -> {
      try {
        audience.won(new Lead.Won(epoch, isFirst));
        told = epoch;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "the lead cannot be taken up", e);
        isStuck = true;
      }
    });
  }

  void lost(String why) {
    LOG.log(Level.WARNING, "this Berth leads no more: {0}", why);
    thread.execute(audience::lost);
  }

  void close() {
    thread.shutdownNow();
  }
}
