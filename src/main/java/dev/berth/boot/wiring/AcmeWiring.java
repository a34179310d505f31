package dev.berth.boot.wiring;

import dev.berth.acme.AcmeSettings;
import dev.berth.acme.CertificateWorker;
import dev.berth.boot.settings.AcmeServerSettings;
import dev.berth.boot.settings.Settings;
import dev.berth.port.Lead;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.Vault;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Makes who has certificates made. */
@ApplicationScoped
class AcmeWiring {
  private final Settings settings;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  AcmeWiring(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  CertificateWorker certificateWorker(ResourceStore state, Vault vault, LateWake lateWake) {
    AcmeServerSettings acme = settings.acme();
    return new CertificateWorker(
        new AcmeSettings(
            acme.directory(), acme.contact(), acme.termsAgreed(), acme.trustFile(), acme.retry()),
        state,
        vault,
        Clocks.wallClock(),
        () -> ThreadLocalRandom.current().nextLong(),
        lateWake);
  }

  void start(@Observes Lead.Won won, CertificateWorker worker) {
    if (won.isFirst()) {
      worker.start(threads);
    }
  }

  void pause(@Observes Lead.Lost lost, CertificateWorker worker) {
    worker.pause();
  }

  /** What waits for the server is given up: its order is kept. */
  void stop(@Observes ShutdownEvent event, CertificateWorker worker) {
    worker.close();
    threads.shutdownNow();
  }
}
