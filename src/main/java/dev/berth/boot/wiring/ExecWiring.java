package dev.berth.boot.wiring;

import dev.berth.boot.settings.ExecSettings;
import dev.berth.boot.settings.Settings;
import dev.berth.fleet.Fleet;
import dev.berth.fleet.FleetExec;
import dev.berth.http.exec.ExecBudget;
import dev.berth.http.exec.ExecChannel;
import dev.berth.port.ContainerExec;
import dev.berth.spec.policy.ExecRight;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together who may run commands in containers, how many, and over what. */
@ApplicationScoped
class ExecWiring implements HttpServerOptionsCustomizer {
  @Produces
  @Singleton
  ContainerExec exec(Fleet fleet) {
    return new FleetExec(fleet);
  }

  @Produces
  @Singleton
  ExecRight right(Settings settings) {
    return settings.policy().exec();
  }

  @Produces
  @Singleton
  ExecBudget budget(ExecSettings settings) {
    return new ExecBudget(settings.sessions(), settings.idle());
  }

  /** Measured before the first command, too. */
  void start(@Observes StartupEvent event, ExecBudget budget, MeterRegistry meters) {
    meters.gauge("berth.exec.open", budget, ExecBudget::open);
  }

  void stop(@Observes ShutdownEvent event, ExecBudget budget) throws InterruptedException {
    budget.end();
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    speak(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    speak(options);
  }

  /** A message that unpacks to more than it may be is none. */
  private static void speak(HttpServerOptions options) {
    options
        .setWebSocketSubProtocols(ExecChannel.PROTOCOLS)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }
}
