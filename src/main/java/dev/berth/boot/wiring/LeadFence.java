package dev.berth.boot.wiring;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.OrderGate;
import dev.berth.engine.SwarmEngine;
import dev.berth.engine.guard.Fence;
import dev.berth.engine.guard.FencedEngine;
import dev.berth.engine.guard.FencedSwarm;
import dev.berth.fleet.Fleet;
import dev.berth.lead.Leadership;
import dev.berth.port.Lead;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Lets this Berth act while it leads. What was begun in an earlier time of its own lead counts as
 * another's: the fence opens again only when all of that has ended.
 */
@Singleton
class LeadFence implements Fence {
  private static final System.Logger LOG = System.getLogger(LeadFence.class.getName());

  /** Just before the loop. */
  private static final int LATE = 9_000;

  private static final Duration LAST_PASSES = Duration.ofSeconds(10);

  private final Lead lead;
  private final Counter held;
  private volatile long open;

  LeadFence(Lead lead, MeterRegistry meters) {
    this.lead = lead;
    this.held =
        Counter.builder("berth.fenced")
            .description("calls of the engine that were held back, for this Berth leads no more")
            .register(meters);
  }

  ContainerEngine around(ContainerEngine engine) {
    return lead.isShared() ? new FencedEngine(engine, this) : engine;
  }

  SwarmEngine around(SwarmEngine swarm) {
    return lead.isShared() ? new FencedSwarm(swarm, this) : swarm;
  }

  /** For the wire itself: a call that has passed the fence may still have stood in a queue. */
  OrderGate gate() {
    return lead.isShared() ? this::permits : OrderGate.OPEN;
  }

  private boolean permits(String order) {
    if (mayAct()) {
      return true;
    }
    held(order);
    return false;
  }

  @Override
  public boolean mayAct() {
    long epoch = lead.epoch();
    return epoch > 0 && epoch == open;
  }

  @Override
  public boolean mayActSurely() {
    return lead instanceof Leadership shared && shared.mayActSurely() && mayAct();
  }

  @Override
  public void held(String call) {
    held.increment();
    LOG.log(Level.INFO, "held back, for this Berth leads no more: {0}", call);
  }

  void won(@Observes @Priority(LATE) Lead.Won won, Fleet fleet) throws InterruptedException {
    if (!won.isFirst()) {
      if (!fleet.pause(LAST_PASSES)) {
        LOG.log(Level.WARNING, "passes of before do not end: going on beside them");
      }
      fleet.renew();
    }
    open = won.epoch();
  }

  void lost(@Observes @Priority(1) Lead.Lost lost, Fleet fleet) throws InterruptedException {
    open = 0;
    boolean unused = fleet.pause(Duration.ZERO);
  }
}
