package dev.berth.boot.wiring;

import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.adopt.EngineAdoptions;
import dev.berth.boot.settings.Settings;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.docker.EngineAccess;
import dev.berth.engine.docker.EngineAddress;
import dev.berth.engine.guard.EngineTime;
import dev.berth.engine.guard.PolicyEnforcingEngine;
import dev.berth.fleet.EngineMaker;
import dev.berth.image.context.ContextStore;
import dev.berth.image.job.ImageEventListener;
import dev.berth.image.job.ImageJobs;
import dev.berth.image.job.TagPoller;
import dev.berth.reconcile.deps.AppLoop;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.reconcile.deps.NodeEngines;
import dev.berth.reconcile.deps.Residence;
import dev.berth.reconcile.deps.SwarmAccess;
import dev.berth.spec.policy.Policy;
import dev.berth.state.Adoptions;
import dev.berth.state.AppStore;
import dev.berth.state.EngineSpec;
import dev.berth.state.ImagePins;
import dev.berth.state.secret.Secrets;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts together what it takes to keep apps on an engine that was declared. */
@Singleton
class DeclaredEngines implements EngineMaker {
  private final Settings settings;
  private final EngineFactory engines;
  private final LoopFactory loops;
  private final AppStore state;
  private final Secrets secrets;
  private final EngineDoors doors;
  private final ContextStore contexts;
  private final ImagePins pins;
  private final TagPoller follower;
  private final ImageEventListener imageEvents;
  private final Adoptions adoptions;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  DeclaredEngines(
      Settings settings,
      EngineFactory engines,
      LoopFactory loops,
      AppStore state,
      Secrets secrets,
      ContextStore contexts,
      ImagePins pins,
      TagPoller follower,
      ImageEventListener imageEvents,
      Adoptions adoptions) {
    this.settings = settings;
    this.engines = engines;
    this.loops = loops;
    this.state = state;
    this.secrets = secrets;
    this.doors = new EngineDoors(secrets, settings.home().resolve("engines"));
    this.contexts = contexts;
    this.pins = pins;
    this.follower = follower;
    this.imageEvents = imageEvents;
    this.adoptions = adoptions;
  }

  ExecutorService threads() {
    return threads;
  }

  /** What its secrets hold: with other certificates or keys it is another connection. */
  @Override
  public Object surroundings(EngineSpec spec) {
    return doors.digests(spec);
  }

  @Override
  public Made make(EngineSpec spec, Residence residence) {
    EngineAccess access = doors.to(spec, spec.host());
    ContainerEngine engine = engines.at(access);
    Policy policy = PolicyWiring.policy(settings, new EngineAddress(URI.create(spec.host())));
    LateWake wake = new LateWake();
    ImageJobs images = images(engine, policy, wake);
    AdoptionAwareEngine adopted =
        new AdoptionAwareEngine(
            new EngineTime(engine, Clocks.wallClock(), System::nanoTime),
            new EngineAdoptions(adoptions, spec.name()));
    Optional<SwarmAccess> swarm =
        spec.isSwarm()
            ? Optional.of(new SwarmAccess(engines.swarmAt(access), nodes(spec)))
            : Optional.empty();
    AppLoop loop =
        swarm
            .<AppLoop>map(one -> loops.over(one, adopted, images, policy, residence, threads))
            .orElseGet(() -> loops.over(adopted, images, policy, residence, threads));
    wake.connect(loop::wake);
    return new Made(engine, loop, images, adopted::reload, swarm);
  }

  private NodeEngines nodes(EngineSpec spec) {
    SortedMap<String, ContainerEngine> all = new TreeMap<>();
    spec.nodes()
        .forEach((name, host) ->
            all.put(
                name,
                new EngineTime(
                    engines.at(doors.to(spec, host)), Clocks.wallClock(), System::nanoTime)));
    return new NodeEngines(spec.name(), all);
  }

  private ImageJobs images(ContainerEngine engine, Policy policy, LateWake wake) {
    return new ImageJobs(
        new PolicyEnforcingEngine(engine, policy, app -> new TreeMap<>()),
        contexts,
        pins,
        secrets,
        state.instance(),
        Clocks.wallClock(),
        System::nanoTime,
        threads,
        wake,
        imageEvents,
        follower);
  }
}
