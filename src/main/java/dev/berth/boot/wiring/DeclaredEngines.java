package dev.berth.boot.wiring;

import dev.berth.acme.CertificateWorker;
import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.adopt.EngineAdoptions;
import dev.berth.boot.check.OwnContainer;
import dev.berth.boot.health.Meters;
import dev.berth.boot.settings.Settings;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.Logins;
import dev.berth.engine.docker.BuildRules;
import dev.berth.engine.docker.DockerEngine;
import dev.berth.engine.docker.EngineAccess;
import dev.berth.engine.docker.EngineAddress;
import dev.berth.engine.docker.EngineTls;
import dev.berth.engine.docker.Registries;
import dev.berth.engine.guard.EngineTime;
import dev.berth.engine.guard.HomeGuardEngine;
import dev.berth.engine.guard.PolicyEnforcingEngine;
import dev.berth.fleet.EngineMaker;
import dev.berth.fleet.Fleet;
import dev.berth.image.context.ContextStore;
import dev.berth.image.job.ImageEventListener;
import dev.berth.image.job.ImageJobs;
import dev.berth.image.job.TagPoller;
import dev.berth.port.EventLog;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.deps.Residence;
import dev.berth.spec.Front;
import dev.berth.spec.policy.Policy;
import dev.berth.state.Adoptions;
import dev.berth.state.AppRuntimes;
import dev.berth.state.AppStore;
import dev.berth.state.EngineSpec;
import dev.berth.state.ImagePins;
import dev.berth.state.secret.Secrets;
import dev.berth.tracing.Tracing;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts together what it takes to keep apps on an engine that was declared. */
@Singleton
class DeclaredEngines implements EngineMaker {
  private final Settings settings;
  private final Meters meters;
  private final Logins logins;
  private final AppStore state;
  private final Secrets secrets;
  private final ContextStore contexts;
  private final ImagePins pins;
  private final TagPoller follower;
  private final ImageEventListener imageEvents;
  private final EventLog eventLog;
  private final Adoptions adoptions;
  private final CertificateWorker certificates;
  private final AppRuntimes runtimes;
  private final Tracing tracing;
  private final LeadFence fence;
  private final Fleet fleet;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  DeclaredEngines(
      Settings settings,
      Meters meters,
      Logins logins,
      AppStore state,
      Secrets secrets,
      ContextStore contexts,
      ImagePins pins,
      TagPoller follower,
      ImageEventListener imageEvents,
      EventLog eventLog,
      Adoptions adoptions,
      CertificateWorker certificates,
      AppRuntimes runtimes,
      Tracing tracing,
      LeadFence fence,
      Fleet fleet) {
    this.settings = settings;
    this.meters = meters;
    this.logins = logins;
    this.state = state;
    this.secrets = secrets;
    this.contexts = contexts;
    this.pins = pins;
    this.follower = follower;
    this.imageEvents = imageEvents;
    this.eventLog = eventLog;
    this.adoptions = adoptions;
    this.certificates = certificates;
    this.runtimes = runtimes;
    this.tracing = tracing;
    this.fence = fence;
    this.fleet = fleet;
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
    ContainerEngine engine = engine(spec);
    Policy policy = PolicyWiring.policy(settings, new EngineAddress(URI.create(spec.host())));
    LateWake wake = new LateWake();
    ImageJobs images = images(engine, policy, wake);
    AdoptionAwareEngine adopted =
        new AdoptionAwareEngine(
            new EngineTime(engine, Clocks.wallClock(), System::nanoTime),
            new EngineAdoptions(adoptions, spec.name()));
    ReconcileLoop loop =
        new ReconcileLoop(
            deps(adopted, images, policy, residence), settings.resync(), fleet.board());
    wake.connect(loop::wake);
    return new Made(engine, loop, images, adopted::reload);
  }

  private ContainerEngine engine(EngineSpec spec) {
    Settings.Builds builds = settings.build();
    return fence.around(
        new DockerEngine(
            EngineAccess.declared(spec.host(), tls(spec)),
            settings.engine().callTimeout(),
            meters,
            new Registries(logins, MirrorList.of(settings.registries().mirrors())),
            new BuildRules(builds.engine(), builds.buildx(), builds.timeout())));
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

  private ReconcilerDeps deps(
      AdoptionAwareEngine adopted, ImageJobs images, Policy policy, Residence residence) {
    HomeGuardEngine guarded = new HomeGuardEngine(adopted, OwnContainer.id(), settings.home());
    Settings.Ingress front = settings.ingress();
    return new ReconcilerDeps(
        new PolicyEnforcingEngine(guarded, policy, Wiring.labels(state)),
        images,
        state,
        secrets,
        eventLog,
        threads,
        Clocks.system(),
        new SplittableRandom(),
        meters,
        tracing,
        policy,
        adopted::add,
        new Front.Address(front.address(), front.httpPort(), front.httpsPort()),
        certificates,
        runtimes,
        residence);
  }
}
