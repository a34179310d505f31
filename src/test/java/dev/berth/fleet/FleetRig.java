package dev.berth.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineInfo;
import dev.berth.engine.FakeEngine;
import dev.berth.engine.guard.EngineTime;
import dev.berth.engine.guard.ForwardingEngine;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.image.job.ImageJobs;
import dev.berth.image.job.TagPoller;
import dev.berth.intake.app.AppSave;
import dev.berth.intake.app.Intake;
import dev.berth.intake.app.IntakeDeps;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ContainerView;
import dev.berth.reconcile.MemoryAdoptions;
import dev.berth.reconcile.MemoryPins;
import dev.berth.reconcile.MemoryState;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.reconcile.deps.LoopMeter;
import dev.berth.reconcile.deps.PassListener;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.deps.Residence;
import dev.berth.spec.Front;
import dev.berth.spec.Placement;
import dev.berth.spec.policy.Policy;
import dev.berth.state.AppRuntimes;
import dev.berth.state.DesiredApp;
import dev.berth.state.EngineSpec;
import dev.berth.state.MemoryResources;
import dev.berth.state.Resource;
import dev.berth.state.secret.IssuedCertificates;
import dev.berth.state.secret.Secrets;
import dev.berth.status.AppStatus;
import dev.berth.status.MemoryHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Engines in memory by their addresses, with real loops and threads over them. */
final class FleetRig implements EngineMaker, AutoCloseable {
  /** Nothing here goes unheard. */
  private static final Duration RESYNC = Duration.ofHours(1);

  private static final InstantSource CLOCK = Clocks.wallClock();

  final MemoryState state = new MemoryState();
  final MemoryResources resources = new MemoryResources();
  final Map<String, FakeEngine> engines = new ConcurrentHashMap<>();
  final List<String> news = new CopyOnWriteArrayList<>();
  final Fleet fleet = new Fleet(state, resources, Placement.LOCAL, CLOCK);
  final FleetKeeper keeper;

  /** What no engine is made for want of; empty if nothing. */
  volatile String missing = "";

  volatile boolean leads = true;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Contexts contexts;

  FleetRig(Path folder) {
    contexts = new Contexts(new ContextStore(folder), List.of(), Secrets.none());
    Made local =
        make(
            new EngineSpec(
                Placement.LOCAL,
                "unix:///local",
                Optional.empty(),
                Optional.empty(),
                false,
                new TreeMap<>(),
                Optional.empty(),
                false),
            fleet.residence(Placement.LOCAL, "localhost", Optional.empty()));
    fleet.join(local);
    local.loop().start();
    keeper = new FleetKeeper(fleet, this, threads, CLOCK, news::add, () -> leads);
    keeper.start();
  }

  FakeEngine engine(String host) {
    return engines.computeIfAbsent(
        host,
        one -> {
          FakeEngine engine = new FakeEngine();
          engine.addImage("alpine:3");
          return engine;
        });
  }

  /** Declares an engine, and says so, as the door does. */
  void declare(String name, String host, boolean suspend) {
    long before = resources.find(EngineSpec.KIND, name).map(Resource::resourceVersion).orElse(0L);
    Resource unused =
        resources.save(
            before,
            new Resource(
                EngineSpec.KIND,
                name,
                "uid-" + name,
                1,
                before,
                new TreeMap<>(),
                new TreeMap<>(),
                Map.of(EngineSpec.HOST, host, EngineSpec.SUSPEND, suspend),
                CLOCK.instant()));
    keeper.changed(name);
  }

  void forget(String name) {
    resources.forget(EngineSpec.KIND, name, "uid-" + name);
    keeper.changed(name);
  }

  /** Declares an app of one service that lies on an engine. */
  void put(String app, String engine) {
    String manifest =
        "{name: %s, image: 'alpine:3', placement: {engine: %s}}".formatted(app, engine);
    accepted(
        intake()
            .put(
                ManifestReader.read(manifest).drafts().getFirst(),
                new Precondition.None(),
                "tester"));
  }

  void remove(String app) {
    accepted(intake().remove(app, false, new Precondition.None(), "tester"));
  }

  private static void accepted(Receipt<DesiredApp> receipt) {
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
  }

  private Intake intake() {
    return new Intake(
        new IntakeDeps(
            state,
            new LinkCatalog(),
            contexts,
            draft -> List.of(),
            CLOCK,
            fleet::wake,
            AppSave.PLAIN));
  }

  Optional<AppStatus> status(String app) {
    return fleet.board().find(app);
  }

  long containers(String host) {
    return engine(host).containers(Map.of()).stream().filter(ContainerView::isRunning).count();
  }

  @Override
  public Object surroundings(EngineSpec spec) {
    return missing;
  }

  @Override
  public Made make(EngineSpec spec, Residence residence) {
    if (!missing.isEmpty()) {
      throw new NotMade(missing);
    }
    ContainerEngine engine = new Named(engine(spec.host()), spec.host());
    AdoptionAwareEngine adopted =
        new AdoptionAwareEngine(
            new EngineTime(engine, CLOCK, System::nanoTime), new MemoryAdoptions());
    ImageJobs images = images(adopted);
    ReconcilerDeps deps =
        new ReconcilerDeps(
            adopted,
            images,
            state,
            Secrets.none(),
            new MemoryHistory(new CopyOnWriteArrayList<>()),
            threads,
            Clocks.system(),
            new SplittableRandom(1),
            LoopMeter.NONE,
            PassListener.NONE,
            new Policy(List.of(), List.of()),
            adopted::add,
            Front.Address.USUAL,
            IssuedCertificates.NONE,
            AppRuntimes.NONE,
            residence);
    return new Made(
        engine, new ReconcileLoop(deps, RESYNC, fleet.board()), images, adopted::reload);
  }

  private ImageJobs images(ContainerEngine engine) {
    return new ImageJobs(
        engine,
        new ContextStore(Path.of("/nowhere")),
        new MemoryPins(),
        Secrets.none(),
        state.instance(),
        CLOCK,
        System::nanoTime,
        threads,
        fleet::wake,
        (app, reason, message) -> {},
        new TagPoller(
            engine,
            repository -> List.of(),
            (app, service, revision, reference, why) -> false,
            (app, reason, message) -> {},
            System::nanoTime));
  }

  @Override
  public void close() throws InterruptedException {
    keeper.close();
    boolean unused = fleet.local().loop().end(Duration.ofSeconds(5));
    threads.shutdownNow();
  }

  /** An engine says who it is; the same address is the same engine. */
  private static final class Named extends ForwardingEngine {
    private final String host;

    Named(ContainerEngine engine, String host) {
      super(engine);
      this.host = host;
    }

    @Override
    public EngineInfo info() {
      EngineInfo info = engine().info();
      return new EngineInfo(
          host.replaceFirst("^tcp://twin", "tcp://far"),
          info.name(),
          info.version(),
          info.apiVersion(),
          info.operatingSystem(),
          info.cpus(),
          info.memoryBytes(),
          info.time(),
          info.node(),
          info.warnings());
    }
  }
}
