package dev.berth.security;

import dev.berth.state.AuditEntry;
import dev.berth.state.AuditTrail;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes down every write, and every request that was refused: who, from where, what, and what came
 * of it. At the end of the answer, on a thread of its own: nobody waits for it.
 */
@Singleton
class Auditor {
  /** After the origin gate, before authentication. */
  private static final int SECOND = 900;

  private static final Logger LOG = System.getLogger(Auditor.class.getName());
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final int OK = 200;
  private static final int MOST_WAITING = 10_000;

  /** Who it turned out to be, of a request that came without a token. */
  static final String WHO = "berth.audit.who";

  private final AuditTrail trail;
  private final AuditFile file;
  private final ClientAddresses clientAddresses;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().name("audit").daemon().factory(),
          new ThreadPoolExecutor.CallerRunsPolicy());

  Auditor(AuditTrail trail, AuditFile file, ClientAddresses clientAddresses) {
    this.clientAddresses = clientAddresses;
    this.trail = trail;
    this.file = file;
  }

  void register(@Observes Filters filters) {
    filters.register(
        context -> {
          context.addEndHandler(done -> ended(context));
          context.next();
        },
        SECOND);
  }

  private void ended(RoutingContext context) {
    HttpServerRequest request = context.request();
    int code = context.response().getStatusCode();
    boolean refused = code == 401 || code == 403;
    if (READING.contains(request.method().name()) && !refused) {
      return;
    }
    AuditEntry entry =
        new AuditEntry(
            0,
            Instant.now(),
            who(context),
            clientAddresses.of(request.remoteAddress()),
            request.method().name() + " " + context.normalizedPath() + dryRun(context),
            code,
            Optional.ofNullable(context.get(Digests.BEFORE)),
            Optional.ofNullable(context.get(Digests.AFTER)));
    writer.execute(() -> write(entry));
  }

  /** What somebody did beside requests. */
  void note(String who, String from, String what) {
    AuditEntry entry =
        new AuditEntry(0, Instant.now(), who, from, what, OK, Optional.empty(), Optional.empty());
    writer.execute(() -> write(entry));
  }

  /** As both doors write it in the query; where it is written in the body, its reader marks it. */
  private static String dryRun(RoutingContext context) {
    boolean isMarked = context.get(AuditEntry.DRY_RUN) != null;
    return isMarked || isDryRun(context) ? AuditEntry.DRY_RUN : "";
  }

  static boolean isDryRun(RoutingContext context) {
    List<String> asked = context.queryParam("dryRun");
    return asked.contains("true") || asked.contains("All");
  }

  private static String who(RoutingContext context) {
    if (context.get(WHO) instanceof String name) {
      return name;
    }
    return context.user() instanceof QuarkusHttpUser user
        ? user.getSecurityIdentity().getPrincipal().getName()
        : "nobody";
  }

  private void write(AuditEntry entry) {
    try {
      for (AuditFile.Written one : file.append(entry)) {
        trail.append(one.entry(), file.name(), one.digest());
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the audit lost an entry: {0}: {1}", entry.what(), e.getMessage());
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    writer.shutdown();
    if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
      LOG.log(Level.WARNING, "the audit lost {0} entries", writer.getQueue().size());
    }
  }
}
