package dev.berth.boot.wiring;

import dev.berth.boot.health.Meters;
import dev.berth.boot.settings.Settings;
import dev.berth.disk.OwnHome;
import dev.berth.fleet.Fleet;
import dev.berth.gitops.ConfiguredSources;
import dev.berth.gitops.IntakeFactory;
import dev.berth.gitops.SourceDeps;
import dev.berth.gitops.SourceKind;
import dev.berth.gitops.SourceLoop;
import dev.berth.gitops.SourceRoots;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.intake.app.Admission;
import dev.berth.intake.app.AppSave;
import dev.berth.intake.app.ExternalReferenceGuard;
import dev.berth.intake.app.Intake;
import dev.berth.intake.app.IntakeDeps;
import dev.berth.intake.app.KnownEngines;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.manifest.LinkCatalog;
import dev.berth.port.EventLog;
import dev.berth.port.Lead;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.security.Scopes;
import dev.berth.spec.policy.Policy;
import dev.berth.state.AppStore;
import dev.berth.state.ResourceStore;
import dev.berth.state.SourceInventory;
import dev.berth.state.secret.Secrets;
import dev.berth.state.secret.Vault;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes what keeps sources in sync. */
@ApplicationScoped
class SourcesWiring {
  /** After the engine is listened to: what it says comes while sources are looked at. */
  private static final int LATE = 11_000;

  private final Settings settings;
  private final InstantSource clock = Clocks.wallClock();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  SourcesWiring(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  SourceKind sourceKind(Vault vault, SourceInventory ledger) {
    return new SourceKind(vault, ledger, roots());
  }

  private SourceRoots roots() {
    return new SourceRoots(
        settings.sources().roots(), Scopes::isAdmin, new OwnHome(settings.home()));
  }

  /** Files of a tree may build what lies in that tree, and nothing else of this machine. */
  @Produces
  @Singleton
  IntakeFactory doors(
      AppStore state,
      ContextStore contexts,
      Fleet fleet,
      Secrets secrets,
      AppSave appSave,
      ExternalReferenceGuard guard,
      KnownEngines engines) {
    Policy policy = PolicyWiring.policy(settings);
    LinkCatalog catalog = new LinkCatalog();
    return (tree, folder) ->
        new Intake(
            new IntakeDeps(
                    state,
                    catalog,
                    Contexts.below(contexts, tree, folder, secrets),
                    Admission.of(policy.below(tree.root(), folder), guard),
                    clock,
                    fleet::wake,
                    appSave)
                .on(engines));
  }

  /** What syncing needs, as far as it is not made here. */
  @Singleton
  record Stored(
      ResourceStore state,
      SourceInventory ledger,
      Vault vault,
      Secrets secrets,
      EventLog history) {}

  @Produces
  @Singleton
  SourceLoop sourceLoop(
      SourceKind kind, Stored stored, IntakeFactory intakeFactory, Meters meters) {
    return new SourceLoop(
        kind,
        new SourceDeps(
            stored.state(),
            stored.ledger(),
            intakeFactory,
            stored.vault(),
            stored.secrets(),
            stored.history(),
            settings.home().resolve("sources"),
            roots(),
            clock,
            threads,
            new SplittableRandom(),
            meters));
  }

  void start(
      @Observes @Priority(LATE) Lead.Won won,
      SourceKind kind,
      ResourceIntake resourceIntake,
      SourceLoop loop) {
    Map<String, Map<String, Object>> configured = new LinkedHashMap<>();
    settings.sources().named().forEach((name, source) -> configured.put(name, tree(source)));
    ConfiguredSources.declare(kind, resourceIntake, configured);
    loop.start();
  }

  void pause(@Observes Lead.Lost lost, SourceLoop loop) {
    loop.pause();
  }

  /** In the keys of a manifest. */
  private static Map<String, Object> tree(Settings.Source source) {
    Map<String, Object> tree = new LinkedHashMap<>();
    source
        .folder()
        .ifPresent(folder -> tree.put("folder", Path.of(folder).toAbsolutePath().toString()));
    source.url().ifPresent(url -> tree.put("url", url));
    source.ref().ifPresent(ref -> tree.put("ref", ref));
    source.path().ifPresent(path -> tree.put("path", path));
    source.webhookSecret().ifPresent(secret -> tree.put("webhookSecret", secret));
    source.interval().ifPresent(interval -> tree.put("interval", interval));
    tree.put("prune", source.prune());
    tree.put("suspend", source.suspend());
    tree.put("allowEmpty", source.allowEmpty());
    if (!source.credentials().isEmpty()) {
      tree.put("credentials", new LinkedHashMap<String, Object>(source.credentials()));
    }
    return tree;
  }

  void stop(@Observes ShutdownEvent event, SourceLoop loop) {
    loop.close();
    threads.shutdownNow();
  }
}
