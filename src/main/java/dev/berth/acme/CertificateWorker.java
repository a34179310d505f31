package dev.berth.acme;

import dev.berth.reconcile.queue.Backoff;
import dev.berth.reconcile.queue.WorkQueue;
import dev.berth.spec.Front;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.IssuedCertificate;
import dev.berth.state.secret.IssuedCertificates;
import dev.berth.state.secret.Vault;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;

/**
 * Sees that each host has a certificate that is good, and that no other is asked for: once for a
 * new host, again at two thirds of a certificate's life, and after a failure with growing pauses.
 * Works beside the passes, and wakes the front door when something has changed.
 */
public final class CertificateWorker implements IssuedCertificates {
  private static final Logger LOG = System.getLogger(CertificateWorker.class.getName());

  /** Orders at one time: mostly they wait for the server. */
  private static final int WORKERS = 4;

  /** The queue's clock stands still while a machine sleeps: the one on the wall is asked too. */
  private static final Duration LOOK = Duration.ofHours(1);

  /** Longest pause but for what a server asks for. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(12);

  /** An app that comes back within it has its certificate at once. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final AcmeSettings settings;
  private final AcmeAccount account;
  private final CertificateBook book;
  private final CertificateOrders orders;
  private final InstantSource clock;
  private final Backoff backoff;
  private final Consumer<String> wake;
  private final WorkQueue queue = new WorkQueue();
  private volatile Optional<Set<String>> wanted = Optional.empty();
  private final Map<String, Optional<Kind>> told = new ConcurrentHashMap<>();
  private volatile Set<String> served = Set.of();

  /** Made, not started. */
  public CertificateWorker(
      AcmeSettings settings,
      ResourceStore state,
      Vault vault,
      InstantSource clock,
      RandomGenerator chance,
      Consumer<String> wake) {
    this.settings = settings;
    this.account = new AcmeAccount(state, vault, clock, settings);
    this.book = new CertificateBook(state, clock);
    this.orders = new CertificateOrders(account, vault);
    this.clock = clock;
    this.backoff = new Backoff(settings.pause(), LONGEST_PAUSE, chance);
    this.wake = wake;
  }

  /** Starts its threads. */
  public void start(ExecutorService threads) {
    for (int worker = 0; worker < WORKERS; worker++) {
      threads.execute(() -> queue.serve(taken -> looked(taken.key())));
    }
  }

  /** Takes up nothing until it is told anew which hosts are wanted. */
  public void pause() {
    wanted = Optional.empty();
  }

  /** Takes up nothing more. */
  public void close() {
    queue.close();
  }

  @Override
  public Optional<String> thumbprint() {
    return settings.isAgreed() ? Optional.of(account.thumbprint()) : Optional.empty();
  }

  @Override
  public void want(Set<String> hosts) {
    wanted = Optional.of(Set.copyOf(hosts));
    hosts.forEach(queue::add);
    book.hosts().forEach(queue::add);
  }

  @Override
  public void serve(Set<String> hosts) {
    if (!served.equals(hosts)) {
      served = Set.copyOf(hosts);
      hosts.forEach(queue::add);
    }
  }

  @Override
  public Optional<Trouble> trouble(String host) {
    IssuedCertificate known = book.find(host);
    return known
        .trouble(clock.instant())
        .map(kind -> new CertificateTrouble(settings, host, known).of(kind, clock.instant()));
  }

  private Optional<Duration> looked(String host) throws InterruptedException {
    try {
      return look(host);
    } catch (RuntimeException e) { // The next host is worth a try all the same.
      LOG.log(Level.ERROR, "host=" + host + " no look at its certificate", e);
      return Optional.of(settings.pause());
    }
  }

  private Optional<Duration> look(String host) throws InterruptedException {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    IssuedCertificate known = book.find(host);
    if (!wanted.get().contains(host)) {
      return leave(host, known);
    }
    if (known.unwantedSince().isPresent()) {
      known = known.unwanted(Optional.empty());
      book.save(host, known);
    }
    Instant now = clock.instant();
    tell(host, known.trouble(now));
    if (known.due().isAfter(now)) {
      Duration rest = Duration.between(now, known.turn(now).orElse(known.due()));
      return Optional.of(rest.compareTo(LOOK) < 0 ? rest : LOOK);
    }
    if (!settings.isAgreed() || !served.contains(host)) {
      return Optional.empty();
    }
    ask(host, known);
    wake.accept(Front.APP);
    return Optional.of(Duration.ZERO);
  }

  private void tell(String host, Optional<Kind> trouble) {
    if (!trouble.equals(told.put(host, trouble))) {
      wake.accept(Front.APP);
    }
  }

  /** No longer wanted: kept for a while, if there is anything to keep. */
  private Optional<Duration> leave(String host, IssuedCertificate known) {
    Instant since = known.unwantedSince().orElseGet(clock::instant);
    if (known.bundle().isEmpty() || !clock.instant().isBefore(since.plus(KEPT))) {
      book.forget(host);
      return Optional.empty();
    }
    if (known.unwantedSince().isEmpty()) {
      book.save(host, known.unwanted(Optional.of(since)));
    }
    return Optional.of(LOOK);
  }

  private void ask(String host, IssuedCertificate known) throws InterruptedException {
    Optional<AcmeFailure> failure = tried(host, known);
    if (failure.filter(AcmeFailure::isStranger).isPresent()) {
      // The server has forgotten the account, and with it the order.
      account.forget();
      failure = tried(host, known.unordered());
    }
    failure.ifPresent(one -> failed(host, one));
  }

  private Optional<AcmeFailure> tried(String host, IssuedCertificate known)
      throws InterruptedException {
    try {
      IssuedCertificate made = orders.obtain(host, known, kept -> book.save(host, kept));
      book.save(host, made);
      made.validity()
          .ifPresent(
              good -> LOG.log(Level.INFO, "host={0} certificate until {1}", host, good.until()));
      return Optional.empty();
    } catch (AcmeException | AcmeLazyLoadingException e) {
      return Optional.of(AcmeFailure.of(e));
    }
  }

  private void failed(String host, AcmeFailure failure) {
    IssuedCertificate known = book.find(host);
    Instant plain = clock.instant().plus(backoff.after(known.failures().count() + 1));
    Instant next = failure.retryAfter().filter(plain::isBefore).orElse(plain);
    book.save(host, known.failed(failure.said(), next, failure.keepsOrder()));
    LOG.log(
        Level.WARNING, "host={0} no certificate: {1}; next try at {2}", host, failure.said(), next);
  }
}
