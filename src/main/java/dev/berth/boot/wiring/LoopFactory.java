package dev.berth.boot.wiring;

import dev.berth.acme.CertificateWorker;
import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.boot.check.OwnContainer;
import dev.berth.boot.health.Meters;
import dev.berth.boot.settings.Settings;
import dev.berth.engine.guard.HomeGuardEngine;
import dev.berth.engine.guard.PolicyEnforcingEngine;
import dev.berth.fleet.Fleet;
import dev.berth.image.job.ImageJobs;
import dev.berth.port.EventLog;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.deps.Residence;
import dev.berth.reconcile.deps.SwarmAccess;
import dev.berth.reconcile.swarm.SwarmLoop;
import dev.berth.spec.Front;
import dev.berth.spec.policy.Policy;
import dev.berth.state.AppRuntimes;
import dev.berth.state.AppStore;
import dev.berth.state.VolumePins;
import dev.berth.state.secret.Secrets;
import dev.berth.tracing.Tracing;
import jakarta.inject.Singleton;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

/** Makes loops over engines, whichever they are: with the same guards, and on one board. */
@Singleton
class LoopFactory {
  private final Settings settings;
  private final AppStore state;
  private final Secrets secrets;
  private final EventLog eventLog;
  private final Meters meters;
  private final Tracing tracing;
  private final CertificateWorker certificates;
  private final AppRuntimes runtimes;
  private final VolumePins pins;
  private final Fleet fleet;

  LoopFactory(
      Settings settings,
      AppStore state,
      Secrets secrets,
      EventLog eventLog,
      Meters meters,
      Tracing tracing,
      CertificateWorker certificates,
      AppRuntimes runtimes,
      VolumePins pins,
      Fleet fleet) {
    this.settings = settings;
    this.state = state;
    this.secrets = secrets;
    this.eventLog = eventLog;
    this.meters = meters;
    this.tracing = tracing;
    this.certificates = certificates;
    this.runtimes = runtimes;
    this.pins = pins;
    this.fleet = fleet;
  }

  /**
   * Over one engine; nothing is started.
   *
   * @param policy of that engine
   * @param threads one for each task
   */
  ReconcileLoop over(
      AdoptionAwareEngine adopted,
      ImageJobs images,
      Policy policy,
      Residence residence,
      ExecutorService threads) {
    return new ReconcileLoop(
        deps(adopted, images, policy, residence, threads), settings.resync(), fleet.board());
  }

  /** Likewise over a Swarm, by the engine that is its manager. */
  SwarmLoop over(
      SwarmAccess swarm,
      AdoptionAwareEngine manager,
      ImageJobs images,
      Policy policy,
      Residence residence,
      ExecutorService threads) {
    return new SwarmLoop(
        deps(manager, images, policy, residence, threads), swarm, pins, fleet.board());
  }

  private ReconcilerDeps deps(
      AdoptionAwareEngine adopted,
      ImageJobs images,
      Policy policy,
      Residence residence,
      ExecutorService threads) {
    HomeGuardEngine guarded = new HomeGuardEngine(adopted, OwnContainer.id(), settings.home());
    Settings.Ingress front = settings.ingress();
    return new ReconcilerDeps(
        new PolicyEnforcingEngine(guarded, policy, this::labels),
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

  private SortedMap<String, String> labels(String app) {
    return state.find(app).map(found -> found.declared().labels()).orElseGet(TreeMap::new);
  }
}
