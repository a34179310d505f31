package dev.berth.boot.wiring;

import dev.berth.boot.settings.GivenDatabase;
import dev.berth.boot.settings.HaSettings;
import dev.berth.database.DatabaseAddress;
import dev.berth.fault.Misconfigured;
import dev.berth.http.relay.RelayClient;
import dev.berth.lead.AloneLead;
import dev.berth.lead.LeadAudience;
import dev.berth.lead.LeadTerms;
import dev.berth.lead.Leadership;
import dev.berth.port.Lead;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.security.AdminToken;
import dev.berth.state.secret.Vault;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** Makes what decides which Berth acts, and tells all who act by it. */
@ApplicationScoped
class LeadWiring {
  private static final System.Logger LOG = System.getLogger(LeadWiring.class.getName());

  /** Before all others end. */
  private static final int FIRST = 1;

  /** After all others have begun. */
  private static final int LAST = 100_000;

  private static final int ID_DIGITS = 6;
  private static final double MILLIS_A_SECOND = 1000;

  private final HaSettings settings;
  private final String version;
  private final CountDownLatch started = new CountDownLatch(1);

  LeadWiring(
      HaSettings settings, @ConfigProperty(name = "quarkus.application.version") String version) {
    this.settings = settings;
    this.version = version;
  }

  /** It is asked for before anything is written: who is alone leads by then. */
  @Produces
  @Singleton
  Lead lead(
      AdminToken admin, Vault vault, Flyway flyway, Event<Lead.Won> won, Event<Lead.Lost> lost) {
    Optional<DatabaseAddress> address = GivenDatabase.ofProcess();
    String id = host() + "-" + admin.hash().substring(0, ID_DIGITS);
    if (address.isEmpty()) {
      return new AloneLead(
          id, version, settings.advertise().map(URI::toString), Clocks.wallClock());
    }
    LeadTerms terms = terms(id, admin, new KnownSchema(flyway));
    return new Leadership(address.get(), terms, seal -> opens(vault, seal), teller(won, lost))
        .start();
  }

  private LeadTerms terms(String id, AdminToken admin, KnownSchema schema) {
    if (settings.takeover().compareTo(LeadTerms.LEAST) < 0) {
      throw new Misconfigured("berth.ha.takeover: must be 5s or longer");
    }
    settings.advertise().ifPresent(LeadWiring::check);
    if (settings.lead() && schema.isOlder()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the database was made by a newer Berth: this one follows, and never leads");
    }
    return new LeadTerms(
        id,
        version,
        schema.newest(),
        settings.advertise().map(URI::toString),
        admin.hash(),
        settings.lead() && !schema.isOlder(),
        settings.takeover());
  }

  private static void check(URI url) {
    String scheme = String.valueOf(url.getScheme());
    boolean hasPath = url.getPath() != null && !url.getPath().matches("/?");
    if (!scheme.matches("https?") || url.getHost() == null || hasPath) {
      throw new Misconfigured(
          "berth.ha.advertise: must be a URL without a path, as http://berth-1:8080, was " + url);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "berth";
    }
  }

  private static boolean opens(Vault vault, String seal) {
    try {
      return !vault.open(seal).isEmpty();
    } catch (Vault.Unreadable e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "this Berth cannot lead: secrets are sealed with a key that it lacks ({0}); copy"
              + " encryption.key from the home of a Berth that leads, and start this one anew",
          e.getMessage());
      return false;
    }
  }

  /** Nobody is told before all have begun. */
  private LeadAudience teller(Event<Lead.Won> won, Event<Lead.Lost> lost) {
    return new LeadAudience() {
      @Override
      public void won(Lead.Won how) throws InterruptedException {
        started.await();
        won.fire(how);
      }

      @Override
      public void lost() {
        lost.fire(new Lead.Lost());
      }
    };
  }

  @Produces
  @Singleton
  RelayClient relayClient() {
    return new RelayClient(settings.trustFile());
  }

  void start(
      @Observes @Priority(LAST) StartupEvent event,
      Lead lead,
      Event<Lead.Won> won,
      MeterRegistry meters) {
    Gauge.builder("berth.leader", () -> lead.isHere() ? 1 : 0)
        .description("whether this Berth leads")
        .register(meters);
    Gauge.builder("berth.lease", () -> leaseSeconds(lead))
        .baseUnit("seconds")
        .description("how long this Berth may act without hearing from the database")
        .register(meters);
    if (lead.isShared()) {
      started.countDown();
    } else {
      won.fire(new Lead.Won(lead.epoch(), true));
    }
  }

  /** Without end where nobody else can lead. */
  private static double leaseSeconds(Lead lead) {
    return lead.isShared() ? lead.leaseMillis() / MILLIS_A_SECOND : Double.POSITIVE_INFINITY;
  }

  /** First of all, so that another one goes on while this one ends. */
  void stop(@Observes @Priority(FIRST) ShutdownEvent event, Lead lead) {
    if (lead instanceof Leadership shared) {
      shared.close();
    }
  }
}
