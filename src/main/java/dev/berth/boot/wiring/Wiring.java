package dev.berth.boot.wiring;

import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.boot.settings.Settings;
import dev.berth.disk.ConfinedTree;
import dev.berth.disk.OwnHome;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.docker.EngineAccess;
import dev.berth.fleet.EngineMaker;
import dev.berth.fleet.Fleet;
import dev.berth.fleet.FleetInventory;
import dev.berth.fleet.FleetUsage;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.image.job.ImageJobs;
import dev.berth.intake.app.Admission;
import dev.berth.intake.app.AppSave;
import dev.berth.intake.app.ExternalReferenceGuard;
import dev.berth.intake.app.Intake;
import dev.berth.intake.app.IntakeDeps;
import dev.berth.intake.app.KnownEngines;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.manifest.LinkCatalog;
import dev.berth.port.AppUsage;
import dev.berth.port.EngineInventory;
import dev.berth.port.EngineStorage;
import dev.berth.port.StatusStore;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.reconcile.deps.Residence;
import dev.berth.security.AdminToken;
import dev.berth.security.Scopes;
import dev.berth.spec.Placement;
import dev.berth.state.AppStore;
import dev.berth.state.ResourceStore;
import dev.berth.state.SourceInventory;
import dev.berth.state.secret.Secrets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Makes the parts and puts them together. */
@ApplicationScoped
class Wiring {
  private static final Duration LAST_PASSES = Duration.ofSeconds(5);

  private final Settings settings;
  private final InstantSource clock = Clocks.wallClock();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Wiring(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  AdminToken adminToken() {
    return AdminToken.of(settings.home().resolve("admin-token"));
  }

  @Produces
  @Singleton
  ContainerEngine engine(EngineFactory engines) {
    return engines.at(EngineAccess.ofSurroundings(settings.engine().host()));
  }

  @Produces
  @Singleton
  ReconcileLoop loop(
      LoopFactory loops,
      AdoptionAwareEngine adopted,
      ImageJobs images,
      LateWake lateWake,
      ContainerEngine engine,
      Fleet fleet) {
    Residence residence = fleet.residence(Placement.LOCAL, Residence.SOLE.host(), Optional.empty());
    ReconcileLoop loop =
        loops.over(adopted, images, PolicyWiring.policy(settings), residence, threads);
    fleet.join(new EngineMaker.Made(engine, loop, images, adopted::reload));
    lateWake.connect(fleet::wake);
    return loop;
  }

  @Produces
  @Singleton
  StatusStore board(ReconcileLoop loop) {
    return loop.board();
  }

  @Produces
  @Singleton
  EngineInventory inventory(ReconcileLoop loop, Fleet fleet) {
    return new FleetInventory(fleet);
  }

  @Produces
  @Singleton
  EngineStorage storage(ReconcileLoop loop) {
    return loop.inventory().storage();
  }

  @Produces
  @Singleton
  AppUsage usage(ReconcileLoop loop, Fleet fleet) {
    return new FleetUsage(fleet);
  }

  @Produces
  @Singleton
  Intake intake(
      AppStore state,
      ContextStore contexts,
      Fleet fleet,
      SourceInventory ledger,
      Secrets secrets,
      AppSave appSave,
      ExternalReferenceGuard guard,
      KnownEngines engines) {
    OwnHome home = new OwnHome(settings.home());
    List<ConfinedTree> roots =
        settings.build().roots().orElse(List.of()).stream()
            .map(root -> ConfinedTree.of(root, home))
            .toList();
    IntakeDeps deps =
        new IntakeDeps(
            state,
            new LinkCatalog(),
            new Contexts(contexts, roots, secrets),
            Admission.of(PolicyWiring.policy(settings), guard),
            clock,
            fleet::wake,
            appSave);
    return new Intake(deps.on(engines).guarded(Scopes::current, ledger));
  }

  /** Kinds beside apps; each is a bean of its own. */
  @Produces
  @Singleton
  ResourceIntake resources(ResourceStore stored, Instance<ResourceKind> kinds) {
    return new ResourceIntake(stored, kinds.stream().toList(), clock);
  }

  /** The token is asked for so that its file is there as soon as Berth answers. */
  void start(
      @Observes StartupEvent event,
      AdminToken token,
      ReconcileLoop loop,
      Fleet fleet,
      MeterRegistry meters) {
    Gauge.builder("berth.queue.depth", fleet, Fleet::depth)
        .description("apps that wait for a pass")
        .register(meters);
  }

  /** Passes end by themselves; what lasts longer, a build or a stop, is given up. */
  void stop(@Observes ShutdownEvent event, ReconcileLoop loop, ContainerEngine engine)
      throws InterruptedException {
    boolean isOver = loop.end(LAST_PASSES);
    threads.shutdown();
    if (!isOver || !threads.awaitTermination(LAST_PASSES.toSeconds(), TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
    engine.close();
  }
}
