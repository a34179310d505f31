package dev.berth.reconcile.deps;

import dev.berth.engine.ContainerEngine;
import dev.berth.image.job.ImageJobs;
import dev.berth.port.EventLog;
import dev.berth.spec.Front;
import dev.berth.spec.policy.Policy;
import dev.berth.state.AppRuntimes;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.secret.IssuedCertificates;
import dev.berth.state.secret.Secrets;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * What the loop works with.
 *
 * @param threads one for each task
 * @param chance for spreading retries
 * @param listener hears of each pass
 * @param policy asked once more before anything is made
 * @param custody of volumes that containers came with
 * @param front where the front door listens
 * @param issued certificates that it has made
 * @param runtimes what is remembered for the Berth that leads next
 * @param residence of apps, among several engines
 */
public record ReconcilerDeps(
    ContainerEngine engine,
    ImageJobs images,
    AppStore state,
    Secrets secrets,
    EventLog history,
    ExecutorService threads,
    Clocks clocks,
    RandomGenerator chance,
    LoopMeter meter,
    PassListener listener,
    Policy policy,
    AdoptionRecorder custody,
    Front.Address front,
    IssuedCertificates issued,
    AppRuntimes runtimes,
    Residence residence) {

  /** Nothing is known of an app any more; another one of that name begins anew. */
  public void forget(DesiredApp desired) {
    images.forget(desired.name());
    history.forget(desired.name());
    runtimes.save(desired.name(), "");
    state.forget(desired.name(), desired.uid());
  }

  /** The one on the wall. */
  public InstantSource clock() {
    return clocks.wall();
  }
}
