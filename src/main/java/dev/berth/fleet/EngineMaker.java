package dev.berth.fleet;

import dev.berth.engine.ContainerEngine;
import dev.berth.image.job.ImageJobs;
import dev.berth.reconcile.deps.AppLoop;
import dev.berth.reconcile.deps.Residence;
import dev.berth.reconcile.deps.SwarmAccess;
import dev.berth.state.EngineSpec;
import java.util.Optional;

/** Makes what it takes to keep apps on an engine. */
public interface EngineMaker {

  /**
   * What an engine is made from, beside what was declared: another one means to make it anew.
   *
   * @throws NotMade with what is missing
   */
  Object surroundings(EngineSpec spec);

  /**
   * Makes it; nothing is opened or started.
   *
   * @throws NotMade with what is missing
   */
  Made make(EngineSpec spec, Residence residence);

  /**
   * An engine, and who works with it.
   *
   * @param renew reads anew what another Berth may have changed while that one led
   * @param swarm that apps are services of, in place of containers of the engine
   */
  record Made(
      ContainerEngine engine,
      AppLoop loop,
      ImageJobs images,
      Runnable renew,
      Optional<SwarmAccess> swarm) {

    /** Of an engine that is one machine. */
    public Made(ContainerEngine engine, AppLoop loop, ImageJobs images, Runnable renew) {
      this(engine, loop, images, renew, Optional.empty());
    }
  }

  /** Something of it is missing or wrong. */
  final class NotMade extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String why;

    public NotMade(String message) {
      super(message, null, false, false);
      this.why = message;
    }

    public String why() {
      return why;
    }
  }
}
