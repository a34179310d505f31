package dev.berth.http.relay;

import dev.berth.fault.DatabaseUnreachable;
import dev.berth.fault.NotLeading;
import dev.berth.port.Lead;
import dev.berth.security.Refusal;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where several Berths share a database: what the API is asked is answered by the one that leads.
 * All others hand it on; while none leads, requests wait for a moment, and are told so then.
 */
@ApplicationScoped
class LeaderGate {
  /** After headers were looked at, before the disk is, and before authentication. */
  private static final int EARLY = 900;

  /** Hand-overs after the death of a leader take less. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A session may have been lost alone. */
  private static final Duration PATIENCE_WITH_DATABASE = Duration.ofSeconds(1);

  static final long LOOK_MILLIS = 50;
  private static final int RETRY_SECONDS = 2;

  /** Health, metrics, the page's files and descriptions are every Berth's own. */
  private static final Pattern API = Pattern.compile("/(v1|api|apis)(/.*)?");

  private final Lead lead;
  private final LeaderRelay relay;

  LeaderGate(Lead lead, LeaderRelay relay) {
    this.lead = lead;
    this.relay = relay;
  }

  void register(@Observes Filters filters) {
    if (lead.isShared()) {
      filters.register(this::check, EARLY);
    }
  }

  private void check(RoutingContext context) {
    if (lead.isHere() || !API.matcher(context.normalizedPath()).matches()) {
      context.next();
    } else {
      handOn(context, System.nanoTime());
    }
  }

  private void handOn(RoutingContext context, long since) {
    if (context.response().closed()) {
      return;
    }
    Optional<URI> leader = lead.elsewhere();
    if (lead.isHere()) {
      context.next();
    } else if (lead.isBlind()) {
      later(context, since, PATIENCE_WITH_DATABASE);
    } else if (leader.isPresent() && !LeaderRelay.isRelayed(context)) {
      relay.send(context, leader.get(), () -> later(context, since, PATIENCE));
    } else if (isMute()) {
      refuse(
          context,
          "another Berth leads, and says nowhere where it is: set berth.ha.advertise there to the"
              + " URL at which this one reaches it",
          NotLeading.REASON);
    } else {
      later(context, since, PATIENCE);
    }
  }

  /** A hand-over may be under way. */
  private void later(RoutingContext context, long since, Duration patience) {
    if (System.nanoTime() - since < patience.toNanos()) {
      long unused = context.vertx().setTimer(LOOK_MILLIS, timer -> handOn(context, since));
    } else if (lead.isBlind()) {
      refuse(context, DatabaseUnreachable.ADVICE, "DatabaseUnreachable");
    } else {
      refuse(context, NotLeading.ADVICE, NotLeading.REASON);
    }
  }

  private boolean isMute() {
    Lead.Report report = lead.report();
    return report.leader().filter(id -> !id.equals(report.self())).isPresent()
        && lead.elsewhere().isEmpty();
  }

  private static void refuse(RoutingContext context, String detail, String reason) {
    Refusal.later(context, detail, reason, RETRY_SECONDS);
  }
}
