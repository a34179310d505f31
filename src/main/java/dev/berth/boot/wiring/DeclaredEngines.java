package dev.berth.boot.wiring;

import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.adopt.EngineAdoptions;
import dev.berth.boot.settings.Settings;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.docker.EngineAccess;
import dev.berth.engine.docker.EngineAddress;
import dev.berth.engine.docker.EngineTls;
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
import java.util.ArrayList;
import java.util.List;
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
    this.contexts = contexts;
    this.pins = pins;
    this.follower = follower;
    this.imageEvents = imageEvents;
    this.adoptions = adoptions;
  }

  ExecutorService threads() {
    return threads;
  }

  /** The texts of its certificates: with others it is another connection. */
  @Override
  public Object surroundings(EngineSpec spec) {
    List<String> digests = new ArrayList<>();
    for (String key : List.of("ca", "cert", "key")) {
      spec.tls().ifPresent(secret -> digests.add(secrets.digest(text(secret, key))));
    }
    return digests;
  }

  private String text(String secret, String key) {
    return switch (secrets.find(secret, key)) {
      case Secrets.Found.Value value -> value.text();
      case Secrets.Found.Nothing nothing -> throw new NotMade("spec.tls.secret: " + nothing.why());
    };
  }

  private Optional<EngineTls> tls(EngineSpec spec) {
    try {
      return spec.tls()
          .map(secret ->
              EngineTls.of(text(secret, "ca"), text(secret, "cert"), text(secret, "key")));
    } catch (IllegalArgumentException e) {
      throw new NotMade("spec.tls.secret: in secret " + spec.tls().get() + " " + e.getMessage());
    }
  }

  @Override
  public Made make(EngineSpec spec, Residence residence) {
    EngineAccess access = EngineAccess.declared(spec.host(), tls(spec));
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

  /** Certificates are for those that are reached by {@code tcp}. */
  private NodeEngines nodes(EngineSpec spec) {
    SortedMap<String, ContainerEngine> all = new TreeMap<>();
    spec.nodes()
        .forEach((name, host) -> {
          Optional<EngineTls> tls = host.startsWith("tcp:") ? tls(spec) : Optional.empty();
          all.put(
              name,
              new EngineTime(
                  engines.at(EngineAccess.declared(host, tls)),
                  Clocks.wallClock(),
                  System::nanoTime));
        });
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
