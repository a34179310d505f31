package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.adopt.Adopter;
import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.FakeEngine;
import dev.berth.engine.guard.EngineTime;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.image.context.Here;
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
import dev.berth.port.AdoptionService;
import dev.berth.port.EventLog;
import dev.berth.query.InventoryReader;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.AdoptionRecorder;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.reconcile.deps.LoopMeter;
import dev.berth.reconcile.deps.PassListener;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.deps.Residence;
import dev.berth.reconcile.pass.InMemoryStatusStore;
import dev.berth.reconcile.pass.Reconciler;
import dev.berth.reconcile.probe.Probe;
import dev.berth.reconcile.probe.Prober;
import dev.berth.spec.Front;
import dev.berth.spec.Service;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.policy.Policy;
import dev.berth.state.AppRuntimes;
import dev.berth.state.DesiredApp;
import dev.berth.state.secret.IssuedCertificates;
import dev.berth.state.secret.Secrets;
import dev.berth.status.AppEvent;
import dev.berth.status.MemoryHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** An engine and a database, over which one Berth after the other lives, all on this thread. */
public final class Rig {
  /** More passes than anything takes. */
  private static final int MANY = 200;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** By how much Berth's clock on the wall has jumped. */
  public Duration jump = Duration.ZERO;

  private final InstantSource clock = () -> now.plus(jump);
  private final Clocks clocks = new Clocks(clock, () -> now);

  /** By how much the engine's clock is ahead. */
  public Duration skew = Duration.ZERO;

  public final FakeEngine engine = new FakeEngine(() -> now.plus(skew));
  public final MemoryState state = new MemoryState();
  final MemoryPins pins = new MemoryPins();
  final MemoryAdoptions adoptions = new MemoryAdoptions();
  public final List<AppEvent> events = new ArrayList<>();

  /** Of the next Berth, and of the door. */
  Policy policy = new Policy(List.of(), List.of());

  /** Whether anybody asks containers whether they are ready; whoever is asked is. */
  public boolean probes = true;

  AppSave appSave = AppSave.PLAIN;

  /** What one Berth remembers of apps for the next. */
  AppRuntimes runtimes = AppRuntimes.NONE;

  /** What passes give to engines. */
  public Secrets secrets = Secrets.none();

  private final List<Runnable> held = new ArrayList<>();
  private boolean holds;
  private final ContextStore contexts;

  public Rig(Path folder) {
    contexts = new ContextStore(folder);
  }

  public Intake intake() {
    return new Intake(
        new IntakeDeps(
            state,
            new LinkCatalog(),
            new Contexts(contexts, List.of(), dev.berth.state.secret.Secrets.none()),
            policy::denials,
            clock,
            app -> {},
            appSave));
  }

  public DesiredApp put(String manifest) {
    Receipt<DesiredApp> receipt =
        intake()
            .put(
                ManifestReader.read(manifest).drafts().getFirst(),
                new Precondition.None(),
                "tester");
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    return ((Receipt.Accepted<DesiredApp>) receipt).desired();
  }

  /** As the route does it; what is adopted outlives this Berth. */
  void adopt(String project) {
    Berth berth = berth();
    AdoptionService.Proposal proposal =
        berth.adoptionService.look(new AdoptionService.Target.Project(project)).orElseThrow();
    Receipt<DesiredApp> receipt =
        intake().put(AppReader.read(proposal.manifest()), new Precondition.None(), "tester");
    berth.adoptionService.take(proposal, ((Receipt.Accepted<DesiredApp>) receipt).desired());
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  private long nanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  public Berth berth() {
    return new Berth(engine);
  }

  /** What a loop of a Berth works with, over its view of the engine. */
  public ReconcilerDeps deps(ContainerEngine view, AdoptionRecorder custody, Residence residence) {
    Here threads = new Beside();
    ImageJobs images =
        new ImageJobs(
            view,
            contexts,
            pins,
            secrets,
            state.instance(),
            clock,
            this::nanos,
            threads,
            app -> {},
            (app, reason, message) -> {},
            new TagPoller(
                view,
                repository -> List.of(),
                (app, service, revision, reference, why) -> false,
                (app, reason, message) -> {},
                this::nanos));
    EventLog eventLog = new MemoryHistory(events);
    return new ReconcilerDeps(
        view,
        images,
        state,
        secrets,
        eventLog,
        threads,
        clocks,
        new SplittableRandom(1),
        LoopMeter.NONE,
        PassListener.NONE,
        policy,
        custody,
        Front.Address.USUAL,
        IssuedCertificates.NONE,
        runtimes,
        residence);
  }

  /** One process: what it knows dies with it. */
  public final class Berth implements EngineEvents {
    public final EngineCache cache;
    public final Reconciler reconciler;
    public final InMemoryStatusStore board = new InMemoryStatusStore();
    public final AdoptionService adoptionService;
    public final InventoryReader inventory;

    Berth(ContainerEngine bare) {
      AdoptionAwareEngine adopted =
          new AdoptionAwareEngine(new EngineTime(bare, clock, Rig.this::nanos), adoptions);
      ContainerEngine view = adopted;
      ReconcilerDeps deps = deps(view, adopted::add, Residence.SOLE);
      cache = new EngineCache(view, state.instance());
      Prober prober = new Prober(new Ready(), this::probe, clocks, app -> {});
      inventory = new InventoryReader(deps, cache, state.instance(), board);
      reconciler = new Reconciler(deps, state.instance(), cache, prober, board, app -> {});
      adoptionService = new Adopter(deps, adopted, cache, reconciler::forecast);
    }

    private void probe(Runnable questions) {
      if (probes) {
        questions.run();
      }
    }

    @Override
    public void onEvent(EngineEvent event) {
      cache.onEvent(event);
    }

    @Override
    public void onLost(String why) {
      cache.lost(why);
    }

    /** Passes over all apps until there is nothing more to do, time going by as needed. */
    public void converge() {
      cache.reload();
      int passes = 0;
      for (boolean busy = true; busy; passes++) {
        assertThat(passes).as("passes; events: %s", events).isLessThan(MANY);
        busy = false;
        for (DesiredApp app : state.all()) {
          Optional<Duration> next = reconciler.pass(app.name());
          busy |= next.isPresent();
        }
        now = now.plusSeconds(1);
      }
    }
  }

  /** Everything of an engine that a test compares. */
  List<String> world() {
    List<String> all = new ArrayList<>();
    engine
        .containers(java.util.Map.of())
        .forEach(c ->
            all.add(
                "container "
                    + c.name()
                    + " "
                    + c.life().state()
                    + " "
                    + c.networks().size()
                    + " "
                    + c.volumes()));
    engine.networks(java.util.Map.of()).forEach(n -> all.add("network " + n.name()));
    engine.volumes(java.util.Map.of()).forEach(v -> all.add("volume " + v.name()));
    return all;
  }

  public List<ContainerView> containers(String app, String service) {
    return engine.containers(
        java.util.Map.of(
            dev.berth.observe.Ownership.APP, app, dev.berth.observe.Ownership.SERVICE, service));
  }

  /** From now on what goes on beside passes waits: ends of containers, hooks. */
  public void hold() {
    holds = true;
  }

  public void release() {
    holds = false;
    List<Runnable> all = List.copyOf(held);
    held.clear();
    all.forEach(Runnable::run);
  }

  /** Steps of a plan are done at once. */
  private final class Beside extends Here {
    @Override
    public void execute(Runnable work) {
      if (holds && !(work instanceof CompletableFuture.AsynchronousCompletionTask)) {
        held.add(work);
      } else {
        work.run();
      }
    }
  }

  /** Whatever runs is ready. */
  private static final class Ready implements Probe {
    @Override
    public Optional<String> failure(ContainerView container, Service service, Duration age) {
      return Optional.empty();
    }

    @Override
    public String lastWords(ContainerView container) {
      return "";
    }
  }
}
